package io.portgrade.capacity;

import io.portgrade.snapshot.Pool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a host has for its outbound connections.
 *
 * @param usablePorts E, for each pair of a source address and a destination
 * @param timeWait how long a closed connection holds its port without reuse
 * @param reuse what the host's own settings allow; null on systems without this setting
 * @param reuseDelay how long it holds the port with reuse
 * @param conntrackEntries size of the host's connection tracking table; null when there is none or it is not known
 * @param openFiles of one process; null when not known
 */
public record PortSupply(
        int usablePorts,
        Duration timeWait,
        @Nullable TimeWaitReuse reuse,
        Duration reuseDelay,
        @Nullable Long conntrackEntries,
        @Nullable Long openFiles) {

    /** Of a host that has no port to give. */
    public static final PortSupply NONE = new PortSupply(0, Duration.ZERO, null, Duration.ZERO, null, null);

    /** How long the ports of a pool's connections stay taken once they are closed, and why. */
    public PortHold afterClose(Pool pool) {
        if (pool.leavesNoTimeWait() || pool.destination().isUdp()) {
            return new PortHold(Duration.ZERO, PortHold.Cause.NOTHING);
        }
        if (!allowsReuse(pool)) {
            return new PortHold(timeWait, PortHold.Cause.TIME_WAIT);
        }
        boolean known = pool.destination().isLoopback() || Boolean.TRUE.equals(pool.peerTimestamps());
        return new PortHold(
                Ceiling.waitWithReuse(reuseDelay),
                known ? PortHold.Cause.REUSE_DELAY : PortHold.Cause.ASSUMED_REUSE_DELAY);
    }

    /** The same, where each closed connection keeps its port for all of TIME_WAIT. */
    PortSupply withoutReuse() {
        return new PortSupply(usablePorts, timeWait, null, reuseDelay, conntrackEntries, openFiles);
    }

    PortSupply withoutFileLimit() {
        return new PortSupply(usablePorts, timeWait, reuse, reuseDelay, conntrackEntries, null);
    }

    private boolean allowsReuse(Pool pool) {
        boolean here = reuse == TimeWaitReuse.ALWAYS
                || reuse == TimeWaitReuse.LOOPBACK_ONLY && pool.destination().isLoopback();
        return here && !pool.bindsFirst() && !Boolean.FALSE.equals(pool.peerTimestamps());
    }
}
