package io.portgrade.capacity;

import io.portgrade.snapshot.HostText;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * As measured on Linux 6.18:
 *
 * <ul>
 *   <li>a port that was taken by binding first is lost to each connection of the host that does not bind first, from
 *       whatever address to whatever destination;
 *   <li>binding first finds no port that any connection from its own address has, nor one in TIME_WAIT, reuse or not;
 *   <li>it does find those that are bound, or connected from, at another address;
 *   <li>binding the wildcard first finds no port that is bound, or connected from, at any address; once it is connected, its
 *       port is taken at the address that the host chose.
 * </ul>
 *
 * <p>So those that bind are as if they had come before those that do not: when it is the other way round, more ports may be
 * shared, and never fewer.
 */
final class TcpContention implements PortContention {

    private static final int MOST_NAMES = 3;
    private static final String ANY = "";
    private static final String ANY_LOOPBACK = "localhost";

    /** Binding looks among the odd ports first, connecting among the even ones, if the range begins with an even one. */
    private static final int ODD_AND_EVEN = 2;

    private final PortUse use;
    private final PortSupply supply;
    private final Map<String, Double> bound = new HashMap<>();
    private final Map<String, Double> wildcard = new HashMap<>();
    private final PortOverlap ofAllBound;
    private final Map<String, List<Double>> connected = new HashMap<>();
    private final TreeSet<String> binding = new TreeSet<>();
    private final Map<String, TreeSet<String>> connecting = new HashMap<>();
    private final Map<String, PortOverlap> ofConnected = new HashMap<>();
    private final Map<String, Taken> whenBinding = new HashMap<>();

    TcpContention(List<PortDemand> demands, PortUse use, PortSupply supply) {
        this.use = use;
        this.supply = supply;
        boolean binds = demands.stream().anyMatch(demand -> demand.binds(true));
        if (binds) {
            demands.forEach(this::add);
        }
        ofAllBound = overlap(bound.values());
    }

    private void add(PortDemand demand) {
        String origin = origin(demand);
        double first = demand.ports(use, supply, true);
        if (first > 0) {
            (demand.source().isEmpty() ? wildcard : bound).merge(origin, first, Double::sum);
            addNames(demand, true, binding);
        }
        double late = demand.ports(use, supply.withoutReuse(), false);
        if (late > 0) {
            connected.computeIfAbsent(origin, each -> new ArrayList<>()).add(late);
            addNames(demand, false, connecting.computeIfAbsent(origin, each -> new TreeSet<>()));
        }
    }

    /** Where its connections come from: an address, or one of those for which the host chooses. */
    private static String origin(PortDemand demand) {
        return demand.source().isEmpty() ? chosen(demand.destination().isLoopback()) : demand.source();
    }

    private static String chosen(boolean loopback) {
        return loopback ? ANY_LOOPBACK : ANY;
    }

    /** As many as are listed, and one more to tell that there are others. */
    private static void addNames(PortDemand demand, boolean boundFirst, NavigableSet<String> names) {
        for (Pool pool : demand.pools()) {
            if (pool.bindsFirst() == boundFirst) {
                names.add(pool.name());
                if (names.size() > MOST_NAMES + 1) {
                    names.pollLast();
                }
            }
        }
    }

    /** Of what its pools that bind first choose from and of what the others do, the one that is fuller. */
    @Override
    public Taken of(PortDemand demand) {
        if (!demand.binds(true)) {
            return takenWhenConnecting(demand);
        }
        Taken first = whenBinding.computeIfAbsent(
                demand.source(), source -> source.isEmpty() ? takenByWildcard() : takenWhenBinding(source));
        if (!demand.binds(false)) {
            return first;
        }
        Taken late = takenWhenConnecting(demand);
        return first.share() >= late.share() ? first : late;
    }

    private Taken takenWhenConnecting(PortDemand demand) {
        return new Taken(
                demand.ports(use, supply, false) + wildcardPorts(),
                ofAllBound,
                binding.isEmpty() ? "" : " shared with the pools that bind first (" + listed(binding.stream()) + ")",
                "source addresses that are bound first");
    }

    private Taken takenWhenBinding(String source) {
        boolean loopback = HostText.isLoopback(source);
        List<String> origins = List.of(source, chosen(loopback));
        PortOverlap others = connectedFrom(source).and(connectedFrom(chosen(loopback)));
        Stream<String> names =
                origins.stream().flatMap(each -> connecting.getOrDefault(each, new TreeSet<>()).stream());
        return new Taken(
                bound.getOrDefault(source, 0.0) + wildcard.getOrDefault(chosen(loopback), 0.0),
                others,
                " shared by all destinations of " + source
                        + (others.count() == 0
                                ? ""
                                : " and with the pools that do not bind first (" + listed(names) + ")"),
                "destinations of pools that do not bind first");
    }

    private Taken takenByWildcard() {
        PortOverlap others = ofAllBound;
        for (String origin : connected.keySet()) {
            others = others.and(connectedFrom(origin));
        }
        Stream<String> names = connecting.values().stream().flatMap(TreeSet::stream);
        return new Taken(
                wildcardPorts(),
                others,
                " shared by all that bind first (" + listed(binding.stream()) + ")"
                        + (connected.isEmpty()
                                ? ""
                                : " and with the pools that do not bind first (" + listed(names) + ")"),
                "other addresses and destinations");
    }

    /** Two that bind the wildcard find no port of each other, wherever they connect to. */
    private double wildcardPorts() {
        return wildcard.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private PortOverlap connectedFrom(String origin) {
        return ofConnected.computeIfAbsent(origin, each -> overlap(connected.getOrDefault(each, List.of())));
    }

    private PortOverlap overlap(Collection<Double> portsOfEach) {
        return PortOverlap.of(portsOfEach, supply.usablePorts(), ODD_AND_EVEN);
    }

    private static String listed(Stream<String> names) {
        List<String> all = names.sorted().distinct().toList();
        return all.size() <= MOST_NAMES
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST_NAMES)) + " and others";
    }
}
