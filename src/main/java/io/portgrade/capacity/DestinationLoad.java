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
 * What all pools of a host with one source address together ask of one destination, which has all ports for each of them.
 *
 * @param source the address that is bound; empty text when the host chooses
 * @param pools those whose rate is known, by place and name, whatever order they came in; never empty
 */
public record DestinationLoad(String source, Destination destination, List<Pool> pools) {

    private static final Comparator<Pool> ORDER = Comparator.comparing(Pool::source)
            .thenComparing(Pool::name)
            .thenComparingDouble(DestinationLoad::rate)
            .thenComparing(Pool::lifetime);

    public DestinationLoad {
        pools = pools.stream().sorted(ORDER).toList();
    }

    private record Ends(Destination destination, String source) {

        static final Comparator<Ends> ORDER =
                Comparator.comparing(Ends::destination).thenComparing(Ends::source);
    }

    /** Adds pools from the same source to the same destination up, sorted by destination; those whose rate is unknown are left out. */
    public static List<DestinationLoad> of(Collection<Pool> pools) {
        if (pools.isEmpty()) {
            return List.of();
        }
        Map<Ends, List<Pool>> byEnds = new TreeMap<>(Ends.ORDER);
        for (Pool pool : pools) {
            if (pool.newConnectionsPerSecond() != null) {
                Ends ends = new Ends(pool.destination(), Objects.requireNonNullElse(pool.fixedSource(), ""));
                byEnds.computeIfAbsent(ends, each -> new ArrayList<>()).add(pool);
            }
        }
        return byEnds.entrySet().stream()
                .map(entry -> new DestinationLoad(
                        entry.getKey().source(), entry.getKey().destination(), entry.getValue()))
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
