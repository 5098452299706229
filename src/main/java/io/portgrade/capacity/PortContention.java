package io.portgrade.capacity;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Map<Origin, Double> mostConnected = new HashMap<>();
    private final Map<String, TreeSet<String>> binding = new TreeMap<>();
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
        bound.forEach((origin, ports) -> mostBound.merge(origin.protocol(), ports, Math::max));
    }

    private void add(PortDemand demand) {
        Origin origin = Origin.of(demand);
        double first = demand.ports(use, supply, true);
        if (first > 0) {
            bound.merge(origin, first, Double::sum);
            demand.pools(true).map(Pool::name).forEach(binding.computeIfAbsent(origin.protocol(), p -> new TreeSet<>())::add);
        }
        double late = demand.ports(use, supply.withoutReuse(), false);
        if (late > 0) {
            mostConnected.merge(origin, late, Math::max);
            demand.pools(false).map(Pool::name).forEach(connecting.computeIfAbsent(origin, o -> new TreeSet<>())::add);
        }
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
        String protocol = demand.destination().protocol();
        return demand.pools(false).findAny().isPresent()
                && bound.keySet().stream().filter(origin -> origin.protocol().equals(protocol)).limit(2).count() > 1;
    }

    private Taken takenWhenConnecting(PortDemand demand) {
        String protocol = demand.destination().protocol();
        double others = mostBound.getOrDefault(protocol, 0.0);
        return new Taken(
                others + demand.ports(use, supply, false),
                others == 0 ? "" : " shared with the pools that bind first (" + names(binding.get(protocol)) + ")");
    }

    private Taken takenWhenBinding(PortDemand demand) {
        Origin origin = Origin.of(demand);
        double others = Math.max(
                mostConnected.getOrDefault(origin, 0.0), mostConnected.getOrDefault(origin.chosen(), 0.0));
        TreeSet<String> names = new TreeSet<>(connecting.getOrDefault(origin, new TreeSet<>()));
        names.addAll(connecting.getOrDefault(origin.chosen(), new TreeSet<>()));
        return new Taken(
                bound.getOrDefault(origin, 0.0) + others,
                " shared by all destinations of " + demand.source()
                        + (names.isEmpty() ? "" : " and with the pools that do not bind first (" + names(names) + ")"));
    }

    private static String names(TreeSet<String> names) {
        String first = String.join(", ", names.stream().limit(MOST_NAMES).toList());
        return names.size() <= MOST_NAMES ? first : first + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
