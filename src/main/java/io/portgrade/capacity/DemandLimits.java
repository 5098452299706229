package io.portgrade.capacity;

import io.portgrade.capacity.Bottleneck.Resource;
import io.portgrade.capacity.PortContention.Taken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every limit that the demands of one host meet, and how near each of them comes to it. */
final class DemandLimits {

    private static final double CONNTRACK_SHARE = 0.8;
    private static final Bottleneck CONNTRACK_TABLE =
            new Bottleneck(Resource.CONNTRACK_TABLE, "conntrack table", false);

    private final PortSupply supply;
    private final List<PortDemand> demands;
    private final Map<PortUse, Map<String, PortContention>> contention = new EnumMap<>(PortUse.class);
    private final double conntrackEntries;
    private final ProcessFiles files;

    /**
     * One limit and how much of it is used, 0 and up.
     *
     * @param utilisation null when the demand is not known
     */
    record Constraint(Bottleneck limit, @Nullable Double utilisation) {

        static final Comparator<Constraint> MOST_USED =
                Comparator.comparing(constraint -> constraint.utilisation == null ? -1 : constraint.utilisation);
    }

    DemandLimits(PortSupply supply, List<PortDemand> demands) {
        this.supply = supply;
        this.demands = demands;
        for (PortUse use : PortUse.values()) {
            contention.put(use, new HashMap<>());
        }
        conntrackEntries = demands.stream()
                .mapToDouble(demand -> demand.conntrackEntries(supply.usablePorts()))
                .sum();
        files = new ProcessFiles(demands);
    }

    Measure concurrency(PortDemand demand) {
        return concurrency(demand, ofOpen(demand));
    }

    /** @param limits those of its open connections */
    Measure concurrency(PortDemand demand, List<Constraint> limits) {
        Double open = demand.openConnections();
        return Measure.of(open, ceiling(open, mostUsed(limits), (double) supply.usablePorts()));
    }

    Measure rate(PortDemand demand) {
        return rate(demand, ofRate(demand));
    }

    /** @param limits those of opening them */
    Measure rate(PortDemand demand, List<Constraint> limits) {
        Double rate = demand.connectionsPerSecond();
        return Measure.of(rate, ceiling(rate, mostUsed(limits), idleRate(demand.longestHold(supply))));
    }

    /** What its open connections take. */
    List<Constraint> ofOpen(PortDemand demand) {
        Double open = demand.openConnections();
        List<Constraint> limits = new ArrayList<>();
        limits.add(ports(taken(PortUse.OPEN, demand), "", open));
        conntrack(demand, open, 1).ifPresent(limits::add);
        openFiles(demand, open).ifPresent(limits::add);
        return limits;
    }

    /** What opening them takes, in the long run. */
    List<Constraint> ofRate(PortDemand demand) {
        Double rate = demand.connectionsPerSecond();
        String divisor = demand.longestHold(supply).cause().divisor();
        List<Constraint> limits = new ArrayList<>();
        limits.add(ports(taken(PortUse.RATE, demand), " / " + divisor, rate));
        conntrack(demand, rate, demand.trackedSeconds()).ifPresent(limits::add);
        return limits;
    }

    private static Constraint ports(Taken taken, String divisor, @Nullable Double demand) {
        return new Constraint(
                new Bottleneck(
                        Resource.PORTS,
                        "usable ports" + taken.whose() + divisor,
                        !taken.whose().isEmpty()),
                demand == null ? null : Double.valueOf(taken.share()));
    }

    /** The demand at which the most used constraint is used up. */
    private @Nullable Double ceiling(@Nullable Double demand, Constraint most, @Nullable Double whenIdle) {
        if (supply.usablePorts() == 0 && most.limit().isOfPorts()) {
            return 0.0;
        }
        Double used = most.utilisation();
        return demand == null || demand == 0 || used == null || used == 0 ? whenIdle : Double.valueOf(demand / used);
    }

    /** E / P before anything is asked; null when ports are not held at all. */
    private @Nullable Double idleRate(PortHold hold) {
        return hold.time().isZero()
                ? null
                : Double.valueOf(new Ceiling(supply.usablePorts(), hold.time()).connectionsPerSecond());
    }

    /**
     * The table beside what the other destinations take of it; when they and this one take more than there is, each can
     * have less in the same proportion. None when there is room for an entry of every port.
     *
     * @param count of connections, or of connections a second
     * @param entries that each of them takes
     */
    private Optional<Constraint> conntrack(PortDemand demand, @Nullable Double count, double entries) {
        Long size = supply.conntrackEntries();
        if (size == null || count == null || count == 0) {
            return Optional.empty();
        }
        double room = size * CONNTRACK_SHARE - conntrackEntries;
        if (room >= supply.usablePorts() - demand.conntrackEntries(supply.usablePorts())) {
            return Optional.empty();
        }
        double used = room < 0 ? conntrackEntries / (size * CONNTRACK_SHARE) : count / (count + room / entries);
        return Optional.of(new Constraint(CONNTRACK_TABLE, used));
    }

    private Optional<Constraint> openFiles(PortDemand demand, @Nullable Double open) {
        Long most = supply.openFiles();
        return most == null || open == null
                ? Optional.empty()
                : Optional.of(new Constraint(files.limit(demand), files.open(demand) / Math.max(1, most)));
    }

    /** How much of the files of its process is used; 0 when that is not known. */
    double filesUsed(PortDemand demand) {
        return openFiles(demand, demand.openConnections())
                .map(Constraint::utilisation)
                .orElse(0.0);
    }

    /** The first of them when several are used alike. */
    static Constraint mostUsed(List<Constraint> constraints) {
        Constraint most = constraints.get(0);
        for (Constraint other : constraints) {
            most = Constraint.MOST_USED.compare(other, most) > 0 ? other : most;
        }
        return most;
    }

    Taken taken(PortUse use, PortDemand demand) {
        return Objects.requireNonNull(contention.get(use))
                .computeIfAbsent(
                        demand.destination().protocol(),
                        protocol -> PortContention.among(demands, protocol, use, supply))
                .of(demand);
    }
}
