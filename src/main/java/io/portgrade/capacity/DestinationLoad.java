package io.portgrade.capacity;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all pools of a host together ask of one destination.
 *
 * @param pools those whose rate is known, by place and name, whatever order they came in; never empty
 */
public record DestinationLoad(Destination destination, List<Pool> pools) {

    private static final Comparator<Pool> ORDER = Comparator.comparing(Pool::source)
            .thenComparing(Pool::name)
            .thenComparingDouble(DestinationLoad::rate)
            .thenComparing(Pool::lifetime);

    public DestinationLoad {
        pools = pools.stream().sorted(ORDER).toList();
    }

    /** Adds pools to the same destination up, sorted by destination; those whose rate is unknown are left out. */
    public static List<DestinationLoad> of(Collection<Pool> pools) {
        if (pools.isEmpty()) {
            return List.of();
        }
        Map<Destination, List<Pool>> byDestination = new TreeMap<>();
        for (Pool pool : pools) {
            if (pool.newConnectionsPerSecond() != null) {
                byDestination
                        .computeIfAbsent(pool.destination(), d -> new ArrayList<>())
                        .add(pool);
            }
        }
        return byDestination.entrySet().stream()
                .map(entry -> new DestinationLoad(entry.getKey(), entry.getValue()))
                .toList();
    }

    public double connectionsPerSecond() {
        return pools.stream().mapToDouble(DestinationLoad::rate).sum();
    }

    /**
     * The share of the port supply, 0 and up, that the load takes when no TIME_WAIT port is reused: the ports that are
     * occupied at any time, by Little's law rate × (lifetime + TIME_WAIT), over the usable ones.
     */
    public double utilisationWithoutReuse(int usablePorts, Duration timeWait) {
        double occupied = pools.stream()
                .mapToDouble(pool -> occupiedPorts(pool, timeWait))
                .sum();
        return occupied / Math.max(1, usablePorts);
    }

    /** Whether nothing that is known keeps TIME_WAIT ports to this destination from being reused. */
    public boolean allowsReuse() {
        return !Boolean.FALSE.equals(peerTimestamps()) && pools.stream().noneMatch(Pool::bindsFirst);
    }

    /** Whether the server is known to have timestamps on; null when one pool does not say. False beats unknown. */
    public @Nullable Boolean peerTimestamps() {
        boolean unknown = false;
        for (Pool pool : pools) {
            if (Boolean.FALSE.equals(pool.peerTimestamps())) {
                return false;
            }
            unknown |= pool.peerTimestamps() == null;
        }
        return unknown ? null : Boolean.TRUE;
    }

    private static double occupiedPorts(Pool pool, Duration timeWait) {
        Duration occupied =
                pool.leavesNoTimeWait() ? pool.lifetime() : pool.lifetime().plus(timeWait);
        return rate(pool) * occupied.toMillis() / 1_000.0;
    }

    private static double rate(Pool pool) {
        return Objects.requireNonNullElse(pool.newConnectionsPerSecond(), 0.0);
    }
}
