package io.portgrade.capacity;

import io.portgrade.capacity.Bottleneck.Resource;
import io.portgrade.capacity.PortContention.Taken;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what pools ask for against what the host has. For each source address and destination: E connections at once and
 * E / P a second, where P is how long each holds its port. Pools that bind first share E with each other and with the rest, and
 * so do all of UDP, as {@link PortContention} tells: each can have more or less in the same proportion. The connection tracking table, of
 * which 80 % are planned for, is shared by all of them; each connection of a process takes one of its files. What is asked of it
 * again is worked out once; not safe for use by several threads.
 */
public final class CapacityModel {

    private static final double CONNTRACK_SHARE = 0.8;
    private static final double SEARCH_KNEE = 0.5;
    private static final Bottleneck CONNTRACK_TABLE =
            new Bottleneck(Resource.CONNTRACK_TABLE, "conntrack table", false);
    private static final Bottleneck OPEN_FILES = new Bottleneck(Resource.OPEN_FILES, "open files", false);

    private final PortSupply supply;
    private final List<PortDemand> demands;
    private final Map<PortUse, Map<String, PortContention>> contention = new EnumMap<>(PortUse.class);
    private final double conntrackEntries;
    private @Nullable List<DestinationCapacity> destinations;

    /**
     * One limit and how much of it is used, 0 and up.
     *
     * @param utilisation null when the demand is not known
     */
    private record Constraint(Bottleneck limit, @Nullable Double utilisation) {

        static final Comparator<Constraint> MOST_USED =
                Comparator.comparing(constraint -> constraint.utilisation == null ? -1 : constraint.utilisation);
    }

    /** @param pools in any order */
    public CapacityModel(PortSupply supply, Collection<Pool> pools) {
        this(supply, PortDemand.of(pools));
    }

    private CapacityModel(PortSupply supply, List<PortDemand> demands) {
        this.supply = supply;
        this.demands = demands;
        for (PortUse use : PortUse.values()) {
            contention.put(use, new HashMap<>());
        }
        conntrackEntries = demands.stream()
                .mapToDouble(demand -> demand.conntrackEntries(supply.usablePorts()))
                .sum();
    }

    /** One for each source address and destination, sorted by destination. */
    public static List<DestinationCapacity> of(PortSupply supply, Collection<Pool> pools) {
        return pools.isEmpty() ? List.of() : new CapacityModel(supply, pools).destinations();
    }

    /** One for each source address and destination, sorted by destination. */
    public List<DestinationCapacity> destinations() {
        if (destinations == null) {
            destinations = demands.stream().map(this::capacity).toList();
        }
        return destinations;
    }

    /** What is asked of all destinations, open connections and their rates, without a word about it. */
    public Stream<Measure> measures() {
        return demands.stream()
                .flatMap(demand -> Stream.of(concurrency(demand, ofOpen(demand)), rate(demand, ofRate(demand))));
    }

    /** Open connections to the same destination from the same source by this model; what they were when no pool has it. */
    public Measure concurrency(DestinationCapacity before) {
        return demand(before)
                .map(demand -> concurrency(demand, ofOpen(demand)))
                .orElse(before.concurrency());
    }

    /** The same of connections a second. */
    public Measure rate(DestinationCapacity before) {
        return demand(before).map(demand -> rate(demand, ofRate(demand))).orElse(before.rate());
    }

    private Optional<PortDemand> demand(DestinationCapacity of) {
        return demands.stream().filter(demand -> demand.isOf(of)).findFirst();
    }

    /** Those with this source address and destination, by place and name. */
    public List<Pool> pools(DestinationCapacity of) {
        return demand(of).map(PortDemand::pools).orElse(List.of());
    }

    /** Of all destinations, in their order. */
    public List<Pool> pools() {
        return demands.stream().flatMap(demand -> demand.pools().stream()).toList();
    }

    /** The same pools on a host that has more or less. */
    public CapacityModel with(PortSupply other) {
        return new CapacityModel(other, demands);
    }

    /** The same host with other pools. */
    public CapacityModel with(Collection<Pool> pools) {
        return new CapacityModel(supply, pools);
    }

    /** The same host with other pools in the place of those with this source address and destination. */
    public CapacityModel with(DestinationCapacity of, Collection<Pool> pools) {
        List<PortDemand> changed = new ArrayList<>(demands.size() + pools.size());
        for (PortDemand demand : demands) {
            if (demand.isOf(of)) {
                changed.addAll(PortDemand.of(pools));
            } else {
                changed.add(demand);
            }
        }
        return new CapacityModel(supply, changed);
    }

    private DestinationCapacity capacity(PortDemand demand) {
        List<Constraint> ofOpen = ofOpen(demand);
        List<Constraint> ofRate = ofRate(demand);
        Taken byAll = taken(PortUse.ALL, demand);
        boolean rateKnown = demand.connectionsPerSecond() != null;
        List<Constraint> all = new ArrayList<>(rateKnown ? ofRate : ofOpen);
        all.addAll(rateKnown ? ofOpen : ofRate);
        return new DestinationCapacity(
                demand.destination().toString(),
                demand.destination().protocol(),
                demand.source().isEmpty() ? null : demand.source(),
                demand.pools().stream().map(Pool::name).toList(),
                concurrency(demand, ofOpen),
                rate(demand, ofRate),
                Measure.of(byAll.ports(), (double) supply.usablePorts()),
                mostUsed(all).limit().name(),
                mostUsed(ofOpen).limit(),
                mostUsed(ofRate).limit(),
                notes(demand, demand.longestHold(supply), byAll));
    }

    private Measure concurrency(PortDemand demand, List<Constraint> limits) {
        Double open = demand.openConnections();
        return Measure.of(open, ceiling(open, mostUsed(limits), (double) supply.usablePorts()));
    }

    private Measure rate(PortDemand demand, List<Constraint> limits) {
        Double rate = demand.connectionsPerSecond();
        return Measure.of(rate, ceiling(rate, mostUsed(limits), idleRate(demand.longestHold(supply))));
    }

    private List<Constraint> ofOpen(PortDemand demand) {
        Double open = demand.openConnections();
        List<Constraint> limits = new ArrayList<>();
        limits.add(ports(taken(PortUse.OPEN, demand), "", open));
        conntrack(demand, open, 1).ifPresent(limits::add);
        openFiles(demand, open).ifPresent(limits::add);
        return limits;
    }

    private List<Constraint> ofRate(PortDemand demand) {
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
    private static @Nullable Double ceiling(@Nullable Double demand, Constraint most, @Nullable Double whenIdle) {
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
        Long files = supply.openFiles();
        return files == null || open == null
                ? Optional.empty()
                : Optional.of(new Constraint(OPEN_FILES, demand.openFiles() / Math.max(1, files)));
    }

    /** The first of them when several are used alike. */
    private static Constraint mostUsed(List<Constraint> constraints) {
        Constraint most = constraints.get(0);
        for (Constraint other : constraints) {
            most = Constraint.MOST_USED.compare(other, most) > 0 ? other : most;
        }
        return most;
    }

    private Taken taken(PortUse use, PortDemand demand) {
        return Objects.requireNonNull(contention.get(use))
                .computeIfAbsent(
                        demand.destination().protocol(),
                        protocol -> PortContention.among(demands, protocol, use, supply))
                .of(demand);
    }

    private List<String> notes(PortDemand demand, PortHold hold, Taken all) {
        List<String> notes = new ArrayList<>();
        if (all.ports() > SEARCH_KNEE * supply.usablePorts()) {
            notes.add("more than half of the ports are taken: each connect() searches for a free one, ever longer");
        }
        all.chance().ifPresent(notes::add);
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
}
