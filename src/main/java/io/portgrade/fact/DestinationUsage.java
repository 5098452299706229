package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PortSet;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The usable ports that connections from one local address to one destination have.
 *
 * @param open connections that are not in TIME_WAIT
 * @param timeWait those that are
 * @param untold those of which it is not known, counted as open
 * @param reuse whether {@code connect()} may take the ports of the latter again, so that they count as free
 * @param usablePorts E of the host
 * @param shared whether those towards other destinations are among them, because a pool binds first
 */
public record DestinationUsage(
        Connections connections, int open, int timeWait, int untold, Reuse reuse, int usablePorts, boolean shared) {

    /** Whether the ports of TIME_WAITs can be taken before their time. */
    public enum Reuse {
        ON,
        /** A setting of this host would turn it on. */
        OFF,
        /** The destination or the program makes it impossible. */
        IMPOSSIBLE;

        /** @param impossible destinations that can never have it */
        static Reuse of(Destination destination, PortSupply supply, Set<Destination> impossible) {
            if (impossible.contains(destination)) {
                return IMPOSSIBLE;
            }
            boolean on = supply.reuse() == TimeWaitReuse.ALWAYS
                    || supply.reuse() == TimeWaitReuse.LOOPBACK_ONLY && destination.isLoopback();
            return on ? ON : OFF;
        }
    }

    /** The connections of which a local port is among these. */
    static DestinationUsage of(Connections connections, PortSet ports, Reuse reuse, int usablePorts) {
        return new DestinationUsage(
                connections,
                connections.open().sizeWithin(ports),
                connections.timeWait().sizeWithin(ports),
                connections.untold().sizeWithin(ports),
                reuse,
                usablePorts,
                false);
    }

    /** The same, with all that is in use from that address. */
    DestinationUsage sharing(Connections all, PortSet ports) {
        DestinationUsage together = of(all, ports, reuse, usablePorts);
        return new DestinationUsage(all, together.open, together.timeWait, together.untold, reuse, usablePorts, true);
    }

    /** The same if those of which it is not known are in TIME_WAIT. */
    DestinationUsage allInTimeWait() {
        return new DestinationUsage(connections, open, timeWait + untold, 0, reuse, usablePorts, shared);
    }

    /** Destinations of which a pool says that they have timestamps off, or whose source it binds first. */
    static Set<Destination> withoutReuse(Collection<Pool> pools) {
        return pools.stream()
                .filter(pool -> pool.bindsFirst() || Boolean.FALSE.equals(pool.peerTimestamps()))
                .map(Pool::destination)
                .collect(Collectors.toSet());
    }

    /** Connections, each with a port. */
    public int ports() {
        return open + timeWait + untold;
    }

    /** Ports in TIME_WAIT that can be taken again. */
    public int reusable() {
        return reuse == Reuse.ON ? timeWait : 0;
    }

    /** Ports that cannot be had for another connection. */
    public int inUse() {
        return ports() - reusable();
    }

    /** Ports in use over E, 0 to 1. */
    public double utilisation() {
        return share(inUse(), usablePorts);
    }

    /** The same after a change, at worst: every port that is taken today is usable then. */
    double utilisationAfter(PortChange change) {
        boolean reused = reuse == Reuse.ON || reuse == Reuse.OFF && change.turnsReuseOn();
        int held = reused ? ports() - timeWait : ports();
        if (change.movesPorts()) {
            held = all(reused);
        }
        return share(held, change.usablePorts());
    }

    /** How many ports are held in any range. */
    int all(boolean reused) {
        return connections.open().size()
                + connections.untold().size()
                + (reused ? 0 : connections.timeWait().size());
    }

    /** An odd port of the range is in no E and may still be taken. */
    static double share(int ports, int usablePorts) {
        return Math.min(1, (double) ports / Math.max(1, usablePorts));
    }

    /** {@code 10.0.5.12:5432 from 10.0.0.7}. */
    String route() {
        return connections.destination() + " from " + connections.source();
    }
}
