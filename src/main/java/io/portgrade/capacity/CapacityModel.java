package io.portgrade.capacity;

import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what pools ask for against what the host has. For each source address and destination: E connections at once and
 * E / P a second, where P is how long each holds its port; one E for all destinations together where the source is bound
 * before connecting; the connection tracking table, of which 80 % are planned for, is shared by all of them; each
 * connection of a process takes one of its files.
 */
public final class CapacityModel {

    private static final double CONNTRACK_SHARE = 0.8;
    private static final double SEARCH_KNEE = 0.5;

    private final PortSupply supply;
    private final List<PortDemand> demands;
    private final Map<String, Double> sharedRatePorts = new HashMap<>();
    private final Map<String, Double> sharedPorts = new HashMap<>();
    private final Map<String, Double> sharedOpen = new HashMap<>();
    private final double conntrackEntries;

    /**
     * One limit and how much of it is used, 0 and up.
     *
     * @param utilisation null when the demand is not known
     */
    private record Constraint(String name, @Nullable Double utilisation) {

        static final Comparator<Constraint> MOST_USED =
                Comparator.comparing(constraint -> constraint.utilisation == null ? -1 : constraint.utilisation);
    }

    private CapacityModel(PortSupply supply, List<PortDemand> demands) {
        this.supply = supply;
        this.demands = demands;
        for (PortDemand demand : demands) {
            if (demand.sharesPorts()) {
                sharedRatePorts.merge(demand.source(), demand.portsOfRate(supply), Double::sum);
                sharedPorts.merge(demand.source(), demand.ports(supply), Double::sum);
                sharedOpen.merge(demand.source(), orZero(demand.openConnections()), Double::sum);
            }
        }
        conntrackEntries = demands.stream()
                .mapToDouble(demand -> demand.conntrackEntries(supply.usablePorts()))
                .sum();
    }

    /** One for each source address and destination, sorted by destination. */
    public static List<DestinationCapacity> of(PortSupply supply, Collection<Pool> pools) {
        CapacityModel model = new CapacityModel(supply, PortDemand.of(pools));
        return model.demands.stream().map(model::capacity).toList();
    }

    private DestinationCapacity capacity(PortDemand demand) {
        Double open = demand.openConnections();
        Double rate = demand.connectionsPerSecond();
        Constraint ports = new Constraint("usable ports" + whose(demand), share(open, openOfSpace(demand)));
        PortHold hold = demand.longestHold(supply);
        Constraint churn = new Constraint(
                "usable ports" + whose(demand) + " / " + hold.cause().divisor(), share(rate, ratePortsOfSpace(demand)));
        List<Constraint> others = others(demand, open, rate);
        return new DestinationCapacity(
                demand.destination().toString(),
                demand.destination().protocol(),
                demand.source().isEmpty() ? null : demand.source(),
                demand.pools().stream().map(Pool::name).toList(),
                Measure.of(open, ceiling(open, mostUsed(ports, others), (double) supply.usablePorts())),
                Measure.of(rate, ceiling(rate, mostUsed(churn, conntrack(others)), idleRate(demand, hold))),
                Measure.of(portsOfSpace(demand), (double) supply.usablePorts()),
                mostUsed(churn.utilisation() == null ? ports : churn, with(ports, others))
                        .name(),
                notes(demand, hold));
    }

    /** The ceiling at which the most used constraint is used up, should the demands keep their proportions. */
    private static @Nullable Double ceiling(@Nullable Double demand, Constraint most, @Nullable Double whenIdle) {
        Double used = most.utilisation();
        return demand == null || demand == 0 || used == null || used == 0 ? whenIdle : Double.valueOf(demand / used);
    }

    /** E / P before anything is asked; null when ports are not held at all. */
    private @Nullable Double idleRate(PortDemand demand, PortHold hold) {
        return hold.time().isZero()
                ? null
                : Double.valueOf(new Ceiling(supply.usablePorts(), hold.time()).connectionsPerSecond());
    }

    private List<Constraint> others(PortDemand demand, @Nullable Double open, @Nullable Double rate) {
        List<Constraint> others = new ArrayList<>();
        Long entries = supply.conntrackEntries();
        if (entries != null && (open != null || rate != null)) {
            others.add(new Constraint("conntrack table", conntrackEntries / (entries * CONNTRACK_SHARE)));
        }
        Long files = supply.openFiles();
        if (files != null && open != null) {
            others.add(new Constraint("open files", demand.openFiles() / Math.max(1, files)));
        }
        return others;
    }

    private static List<Constraint> conntrack(List<Constraint> others) {
        return others.stream()
                .filter(constraint -> constraint.name().startsWith("conntrack"))
                .toList();
    }

    private static Constraint mostUsed(Constraint first, List<Constraint> others) {
        Constraint most = first;
        for (Constraint other : others) {
            most = Constraint.MOST_USED.compare(other, most) > 0 ? other : most;
        }
        return most;
    }

    private static List<Constraint> with(Constraint one, List<Constraint> others) {
        List<Constraint> all = new ArrayList<>(List.of(one));
        all.addAll(others);
        return all;
    }

    private @Nullable Double share(@Nullable Double demand, double ports) {
        return demand == null ? null : Double.valueOf(ports / Math.max(1, supply.usablePorts()));
    }

    private double openOfSpace(PortDemand demand) {
        return demand.sharesPorts() ? sharedOpen.getOrDefault(demand.source(), 0.0) : orZero(demand.openConnections());
    }

    private double ratePortsOfSpace(PortDemand demand) {
        return demand.sharesPorts() ? sharedRatePorts.getOrDefault(demand.source(), 0.0) : demand.portsOfRate(supply);
    }

    private double portsOfSpace(PortDemand demand) {
        return demand.sharesPorts() ? sharedPorts.getOrDefault(demand.source(), 0.0) : demand.ports(supply);
    }

    private static String whose(PortDemand demand) {
        return demand.sharesPorts() ? " shared by all destinations of " + demand.source() : "";
    }

    private List<String> notes(PortDemand demand, PortHold hold) {
        List<String> notes = new ArrayList<>();
        if (portsOfSpace(demand) > SEARCH_KNEE * supply.usablePorts()) {
            notes.add("more than half of the ports are taken: each connect() searches for a free one, ever longer");
        }
        if (hold.cause() == PortHold.Cause.ASSUMED_REUSE_DELAY) {
            notes.add("given that the destination has TCP timestamps on, which nothing says");
        }
        List<String> unknown = demand.pools().stream()
                .filter(pool -> pool.newConnectionsPerSecond() == null || pool.openConnections() == null)
                .map(Pool::name)
                .toList();
        if (!unknown.isEmpty()) {
            notes.add("not all that is asked for is known: " + String.join(", ", unknown));
        }
        return notes;
    }

    private static double orZero(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
