package io.portgrade.capacity;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How many of the ports that a demand chooses from are taken, by itself and by those that keep ports from it. As measured
 * on Linux 6.18:
 *
 * <ul>
 *   <li>a port that was taken by binding first is lost to each connection of the host that does not bind first, from
 *       whatever address to whatever destination;
 *   <li>binding first finds no port that any connection from its own address has, nor one in TIME_WAIT, reuse or not;
 *   <li>it does find those that are bound, or connected from, at another address.
 * </ul>
 *
 * <p>Ports bound at several addresses may be the same ones, and so may those of connections to several destinations: the
 * kernel tries odd ports first when binding and even ones first when connecting. The most that one of them has is what
 * counts, which is exact for one and for those that take half of the range or none of it, and the least in between.
 */
final class PortContention {

    private static final int MOST_NAMES = 3;
    private static final String ANY = "";
    private static final String ANY_LOOPBACK = "localhost";

    private final PortUse use;
    private final PortSupply supply;
    private final Map<Origin, Double> bound = new HashMap<>();
    private final Map<String, Double> mostBound = new HashMap<>();
    private final Map<String, Integer> boundAddresses = new HashMap<>();
    private final Map<Origin, Double> mostConnected = new HashMap<>();
    private final Map<String, TreeSet<String>> binding = new HashMap<>();
    private final Map<Origin, TreeSet<String>> connecting = new HashMap<>();

    /**
     * Where connections come from.
     *
     * @param source an address, or one of those for which the host chooses
     */
    private record Origin(String protocol, String source) {

        static Origin of(PortDemand demand) {
            boolean loopback = demand.destination().isLoopback();
            String source = demand.source().isEmpty() ? loopback ? ANY_LOOPBACK : ANY : demand.source();
            return new Origin(demand.destination().protocol(), source);
        }

        /** What the host may choose when it could choose this one. */
        Origin chosen() {
            boolean loopback = new Destination(source, 1, protocol).isLoopback();
            return new Origin(protocol, loopback ? ANY_LOOPBACK : ANY);
        }
    }

    /**
     * Ports of the range that are taken.
     *
     * @param whose the words that follow "usable ports": who shares them; empty when nobody does
     */
    record Taken(double ports, String whose) {}

    PortContention(PortUse use, PortSupply supply, List<PortDemand> demands) {
        this.use = use;
        this.supply = supply;
        for (PortDemand demand : demands) {
            add(demand);
        }
        bound.forEach((origin, ports) -> {
            mostBound.merge(origin.protocol(), ports, Math::max);
            boundAddresses.merge(origin.protocol(), 1, Integer::sum);
        });
    }

    private void add(PortDemand demand) {
        Origin origin = Origin.of(demand);
        double first = demand.ports(use, supply, true);
        if (first > 0) {
            bound.merge(origin, first, Double::sum);
            binding.computeIfAbsent(origin.protocol(), protocol -> new TreeSet<>()).addAll(names(demand, true));
        }
        double late = demand.ports(use, supply.withoutReuse(), false);
        if (late > 0) {
            mostConnected.merge(origin, late, Math::max);
            connecting.computeIfAbsent(origin, each -> new TreeSet<>()).addAll(names(demand, false));
        }
    }

    private static List<String> names(PortDemand demand, boolean boundFirst) {
        return demand.pools(boundFirst).map(Pool::name).toList();
    }

    /** Of what its pools that bind first choose from and of what the others do, the one that is fuller. */
    Taken of(PortDemand demand) {
        boolean bindsFirst = demand.pools(true).findAny().isPresent();
        boolean bindsLate = demand.pools(false).findAny().isPresent();
        Taken first = bindsFirst ? takenWhenBinding(demand) : new Taken(0, "");
        Taken late = bindsLate ? takenWhenConnecting(demand) : first;
        return bindsFirst && first.ports() >= late.ports() ? first : late;
    }

    /** Whether it is the least of them that {@link #of} tells: ports are bound at several addresses. */
    boolean mayHaveFewer(PortDemand demand) {
        return demand.pools(false).findAny().isPresent()
                && boundAddresses.getOrDefault(demand.destination().protocol(), 0) > 1;
    }

    private Taken takenWhenConnecting(PortDemand demand) {
        String protocol = demand.destination().protocol();
        double others = mostBound.getOrDefault(protocol, 0.0);
        return new Taken(
                others + demand.ports(use, supply, false),
                others == 0 ? "" : " shared with the pools that bind first (" + listed(names(binding, protocol)) + ")");
    }

    private Taken takenWhenBinding(PortDemand demand) {
        Origin origin = Origin.of(demand);
        double others = Math.max(
                mostConnected.getOrDefault(origin, 0.0), mostConnected.getOrDefault(origin.chosen(), 0.0));
        Stream<String> names = Stream.concat(names(connecting, origin), names(connecting, origin.chosen()));
        return new Taken(
                bound.getOrDefault(origin, 0.0) + others,
                " shared by all destinations of " + demand.source()
                        + (others == 0 ? "" : " and with the pools that do not bind first (" + listed(names) + ")"));
    }

    /** As many as are listed, and one more to tell that there are others. */
    private static <K> Stream<String> names(Map<K, TreeSet<String>> all, K key) {
        return all.getOrDefault(key, new TreeSet<>()).stream().limit(MOST_NAMES + 1L);
    }

    private static String listed(Stream<String> names) {
        List<String> all = names.sorted().distinct().toList();
        return all.size() <= MOST_NAMES
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST_NAMES)) + " and others";
    }
}
