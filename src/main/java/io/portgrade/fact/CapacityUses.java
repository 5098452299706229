package io.portgrade.fact;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The destinations of which too much is asked, the worst of them with what mends each. */
record CapacityUses(
        HostSnapshot snapshot, PoolLoad load, Bands bands, HostSupply host, EphemeralPorts ports, Facts.Builder facts) {

    private static final int MOST_DESTINATIONS = 10;
    private static final int MOST_SHOWN = 20;

    /** What mends a demand of one kind. */
    interface Remedy {
        Remediation fix(Kind kind, DestinationCapacity capacity);
    }

    /** By the settings of the host. */
    Remedy bySettings() {
        return new CapacityRemedy(
                load,
                host.supply(),
                bands,
                new PortChanges(snapshot, host.supply(), facts).all(),
                facts.find(PortRemedy.class).map(PortRemedy::behindFirewall).orElse(0),
                timeWaitSwitch())::fix;
    }

    /** Answers what is asked of each destination. */
    List<DestinationCapacity> assemble(Remedy remedy) {
        CapacityModel model = load.on(host.supply());
        List<DestinationCapacity> capacities = model.destinations();
        for (Kind kind : Kind.values()) {
            List<DestinationCapacity> over = over(kind, capacities);
            List<DestinationCapacity> told = over.subList(0, Math.min(MOST_DESTINATIONS, over.size()));
            for (DestinationCapacity capacity : told) {
                facts.add(use(kind, capacity, over.size() - told.size(), model.pools(capacity), remedy));
            }
        }
        return capacities;
    }

    private @Nullable TimeWaitSwitch timeWaitSwitch() {
        return TimeWaitSwitch.find(snapshot.system()).orElse(null);
    }

    /** The worst first. */
    private List<DestinationCapacity> over(Kind kind, List<DestinationCapacity> capacities) {
        return capacities.stream()
                .filter(capacity -> bands.reachedBy(kind.utilisation(capacity)))
                .sorted(Comparator.comparingDouble(kind::utilisation)
                        .reversed()
                        .thenComparing(DestinationCapacity::destination)
                        .thenComparing(DestinationCapacity::protocol)
                        .thenComparing(capacity -> Objects.toString(capacity.source(), "")))
                .toList();
    }

    private CapacityUse use(Kind kind, DestinationCapacity capacity, int more, List<Pool> pools, Remedy remedy) {
        PortExhaustion exhaustion = new PortExhaustion(pools, host.supply(), timeWaitSwitch(), snapshot.system());
        boolean leavesTimeWait = kind == Kind.RATE && kind.limit(capacity).isOfPorts() && exhaustion.leavesTimeWait();
        Optional<TimeWaitOverflow> overflow =
                leavesTimeWait ? TimeWaitOverflow.of(snapshot, ports.usable()) : Optional.empty();
        List<Evidence> evidence = evidence(kind, pools);
        overflow.map(TimeWaitOverflow::evidence).ifPresent(evidence::add);
        return new CapacityUse(
                kind,
                capacity,
                ports.usable(),
                bands,
                more,
                exhaustion,
                overflow.orElse(null),
                evidence,
                assumptions(exhaustion, pools),
                remedy.fix(kind, capacity));
    }

    private List<String> assumptions(PortExhaustion exhaustion, List<Pool> pools) {
        return host.assumptions().stream()
                .filter(assumed -> !PeerTimestamps.isAssumption(assumed) || exhaustion.assumesTimestamps())
                .map(assumed -> PeerTimestamps.isAssumption(assumed) ? PeerTimestamps.assumption(pools) : assumed)
                .toList();
    }

    private List<Evidence> evidence(Kind kind, List<Pool> pools) {
        List<Evidence> evidence = new ArrayList<>();
        pools.stream()
                .sorted(PoolSurvey.ORDER)
                .flatMap(pool -> Stream.concat(Stream.of(asked(kind, pool)), AffectedPool.statements(pool).stream()))
                .limit(MOST_SHOWN)
                .forEach(evidence::add);
        evidence.addAll(ports.evidence());
        facts.find(EffectiveReuse.class)
                .filter(reuse -> kind == Kind.RATE)
                .ifPresent(reuse -> evidence.addAll(reuse.evidence()));
        return evidence;
    }

    private static Evidence asked(Kind kind, Pool pool) {
        boolean rate = kind == Kind.RATE;
        Double value = rate ? pool.newConnectionsPerSecond() : pool.openConnections();
        String text = value == null ? "unknown" : Numerals.plain(value);
        return Evidence.at(pool.source(), pool.name() + (rate ? " connections/s" : " open connections"), text);
    }
}
