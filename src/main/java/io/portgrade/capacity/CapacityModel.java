package io.portgrade.capacity;

import io.portgrade.capacity.DemandLimits.Constraint;
import io.portgrade.capacity.PortContention.Taken;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what pools ask for against what the host has. For each source address and destination: E connections at once and
 * E / P a second, where P is how long each holds its port. Pools that bind first share E with each other and with the rest, and
 * so do all of UDP, as {@link PortContention} tells: each can have more or less in the same proportion. The connection tracking table, of
 * which 80 % are planned for, is shared by all of them, and the files of a process by its pools. What is asked of it
 * again is worked out once; not safe for use by several threads.
 */
public final class CapacityModel {

    private static final double SEARCH_KNEE = 0.5;

    private final PortSupply supply;
    private final List<PortDemand> demands;
    private final DemandLimits limits;
    private @Nullable List<DestinationCapacity> destinations;

    /** @param pools in any order */
    public CapacityModel(PortSupply supply, Collection<Pool> pools) {
        this(supply, PortDemand.of(pools));
    }

    private CapacityModel(PortSupply supply, List<PortDemand> demands) {
        this.supply = supply;
        this.demands = demands;
        this.limits = new DemandLimits(supply, demands);
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
        return demands.stream().flatMap(demand -> Stream.of(limits.concurrency(demand), limits.rate(demand)));
    }

    /** Open connections to the same destination from the same source by this model; what they were when no pool has it. */
    public Measure concurrency(DestinationCapacity before) {
        return demand(before).map(limits::concurrency).orElse(before.concurrency());
    }

    /** The same of connections a second. */
    public Measure rate(DestinationCapacity before) {
        return demand(before).map(limits::rate).orElse(before.rate());
    }

    private Optional<PortDemand> demand(DestinationCapacity of) {
        return demands.stream().filter(demand -> demand.isOf(of)).findFirst();
    }

    /** Those with this source address and destination, by place and name. */
    public List<Pool> pools(DestinationCapacity of) {
        return demand(of).map(PortDemand::pools).orElse(List.of());
    }

    /** How much of the files of their process is used, whatever the addresses and destinations; 0 when that is not known. */
    public double filesUsed(DestinationCapacity of) {
        return demand(of).map(limits::filesUsed).orElse(0.0);
    }

    /** The same pools in processes that may open any number of files. */
    public CapacityModel withoutFileLimit() {
        return supply.openFiles() == null ? this : with(supply.withoutFileLimit());
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
        List<Constraint> ofOpen = limits.ofOpen(demand);
        List<Constraint> ofRate = limits.ofRate(demand);
        Taken byAll = limits.taken(PortUse.ALL, demand);
        boolean rateKnown = demand.connectionsPerSecond() != null;
        List<Constraint> all = new ArrayList<>(rateKnown ? ofRate : ofOpen);
        all.addAll(rateKnown ? ofOpen : ofRate);
        return new DestinationCapacity(
                demand.destination().toString(),
                demand.destination().protocol(),
                demand.source().isEmpty() ? null : demand.source(),
                demand.pools().stream().map(Pool::name).toList(),
                limits.concurrency(demand, ofOpen),
                limits.rate(demand, ofRate),
                Measure.of(isKnown(demand) ? byAll.ports() : null, (double) supply.usablePorts()),
                DemandLimits.mostUsed(all).limit().name(),
                DemandLimits.mostUsed(ofOpen).limit(),
                DemandLimits.mostUsed(ofRate).limit(),
                notes(demand, demand.longestHold(supply), byAll));
    }

    /** Whether it can be told how many ports are taken: by all, or at least by some of which it is known. */
    private static boolean isKnown(PortDemand demand) {
        Double open = demand.openConnections();
        Double rate = demand.connectionsPerSecond();
        return open != null && rate != null || open != null && open > 0 || rate != null && rate > 0;
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
