package io.portgrade.capacity;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all pools with one source address ask of one destination. Pools that do not say add nothing to a sum.
 *
 * @param source the address that is bound; empty text when the host chooses, as it does for the wildcard
 * @param pools by place and name, whatever order they came in; never empty
 */
public record PortDemand(String source, Destination destination, List<Pool> pools) {

    private static final Comparator<Pool> ORDER =
            Comparator.comparing(Pool::source).thenComparing(Pool::name).thenComparing(Pool::toString);
    private static final Duration CONNTRACK_AFTER_CLOSE = Duration.ofSeconds(120);

    /** In the order of destinations, whose text is costly to make anew for each comparison. */
    private record Ends(String text, Destination destination, String source) {

        static final Comparator<Ends> ORDER = Comparator.comparing(Ends::text)
                .thenComparing(ends -> ends.destination.protocol())
                .thenComparing(Ends::source);

        static Ends of(Pool pool) {
            Destination destination = pool.destination();
            return new Ends(destination.toString(), destination, Objects.requireNonNullElse(pool.fixedSource(), ""));
        }
    }

    public PortDemand {
        pools = pools.stream().sorted(ORDER).toList();
    }

    /** Adds pools up, sorted by destination and then by source. */
    public static List<PortDemand> of(Collection<Pool> pools) {
        Map<Ends, List<Pool>> byEnds = pools.stream().collect(Collectors.groupingBy(Ends::of, Collectors.toList()));
        return byEnds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Ends.ORDER))
                .map(entry ->
                        new PortDemand(entry.getKey().source(), entry.getKey().destination(), entry.getValue()))
                .toList();
    }

    boolean isOf(DestinationCapacity capacity) {
        return source.equals(Objects.requireNonNullElse(capacity.source(), ""))
                && destination.protocol().equals(capacity.protocol())
                && destination.toString().equals(capacity.destination());
    }

    /** Whether any of its pools binds the source before it connects, or any does not. */
    boolean binds(boolean first) {
        for (Pool pool : pools) {
            if (pool.bindsFirst() == first) {
                return true;
            }
        }
        return false;
    }

    /** Null when no pool says. */
    public @Nullable Double openConnections() {
        return sum(Pool::openConnections);
    }

    /** Null when no pool says. */
    public @Nullable Double connectionsPerSecond() {
        return sum(Pool::newConnectionsPerSecond);
    }

    /** Ports that its pools take at any time: of those that bind first, or of the others. */
    double ports(PortUse use, PortSupply supply, boolean boundFirst) {
        double ports = 0;
        for (Pool pool : pools) {
            ports += pool.bindsFirst() == boundFirst ? use.ports(pool, supply) : 0;
        }
        return ports;
    }

    /**
     * Entries that the connections of all pools take in the connection tracking table, rate × 120 s and those that are open.
     *
     * @param usablePorts as many as one source and destination have at most
     */
    public static long conntrackEntries(Collection<Pool> pools, int usablePorts) {
        return (long) Math.ceil(of(pools).stream()
                .mapToDouble(demand -> demand.conntrackEntries(usablePorts))
                .sum());
    }

    /** Entries of the connection tracking table, at most one for each port. */
    double conntrackEntries(int usablePorts) {
        double entries = pools.stream()
                .mapToDouble(pool -> open(pool) + rate(pool) * Pool.seconds(CONNTRACK_AFTER_CLOSE))
                .sum();
        return Math.min(usablePorts, entries);
    }

    /** How long an entry stays in that table for each connection that is opened. */
    double trackedSeconds() {
        double rate = pools.stream().mapToDouble(PortDemand::rate).sum();
        double lived = pools.stream()
                .mapToDouble(pool -> rate(pool) * churnLifetime(pool))
                .sum();
        return Pool.seconds(CONNTRACK_AFTER_CLOSE) + (rate == 0 ? 0 : lived / rate);
    }

    /** What holds a port longest once its connection is closed, of all the pools. */
    PortHold longestHold(PortSupply supply) {
        return pools.stream()
                .map(supply::afterClose)
                .max(Comparator.comparing(PortHold::time).thenComparing(PortHold::cause))
                .orElseThrow();
    }

    private @Nullable Double sum(Function<Pool, @Nullable Double> part) {
        double sum = 0;
        boolean known = false;
        for (Pool pool : pools) {
            Double of = part.apply(pool);
            known |= of != null;
            sum += of == null ? 0 : of;
        }
        return known ? Double.valueOf(sum) : null;
    }

    /** Connections that are kept alive are open whatever the rate, and counted as such. */
    static double churnLifetime(Pool pool) {
        boolean kept =
                pool.settings() == null || !Boolean.FALSE.equals(pool.settings().keepAlive());
        return kept ? 0 : Pool.seconds(pool.lifetime());
    }

    static double open(Pool pool) {
        return Objects.requireNonNullElse(pool.openConnections(), 0.0);
    }

    static double rate(Pool pool) {
        return Objects.requireNonNullElse(pool.newConnectionsPerSecond(), 0.0);
    }
}
