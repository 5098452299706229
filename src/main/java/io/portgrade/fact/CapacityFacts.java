package io.portgrade.fact;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.policy.Bands;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the pools ask for more than the host can give, or nearly. */
record CapacityFacts(HostSnapshot snapshot, Policy policy, Facts.Builder facts) {

    private static final int MOST_DESTINATIONS = 10;
    private static final int MOST_SHOWN = 20;

    void assemble(@Nullable EphemeralPorts ports) {
        long known = snapshot.pools().stream()
                .filter(pool -> pool.openConnections() != null)
                .map(pool -> Objects.toString(pool.sourceAddress(), "") + " " + pool.destination())
                .distinct()
                .count();
        if (known == 0) {
            facts.absent(DeclaredConnections.class, why());
        } else {
            facts.add(new DeclaredConnections((int) known));
        }
        HostSupply supply = facts.find(HostSupply.class).orElse(null);
        if (ports != null && supply != null) {
            List<DestinationCapacity> capacities = CapacityModel.of(supply.supply(), snapshot.pools());
            for (Kind kind : Kind.values()) {
                addUses(kind, capacities, supply, ports);
            }
        }
    }

    private void addUses(Kind kind, List<DestinationCapacity> capacities, HostSupply supply, EphemeralPorts ports) {
        Bands bands = policy.thresholds().capacityUtilisation();
        List<DestinationCapacity> over = capacities.stream()
                .filter(capacity -> bands.reachedBy(kind.utilisation(capacity)))
                .sorted(Comparator.comparingDouble(kind::utilisation)
                        .reversed()
                        .thenComparing(DestinationCapacity::destination)
                        .thenComparing(DestinationCapacity::protocol)
                        .thenComparing(capacity -> Objects.toString(capacity.source(), "")))
                .toList();
        CapacityRemedy remedy = new CapacityRemedy(snapshot, supply.supply(), kind, bands, facts);
        int told = Math.min(MOST_DESTINATIONS, over.size());
        for (DestinationCapacity capacity : over.subList(0, told)) {
            PortExhaustion exhaustion = new PortExhaustion(
                    snapshot.pools().stream()
                            .filter(pool -> isFor(capacity, pool))
                            .toList(),
                    supply.supply());
            facts.add(new CapacityUse(
                    kind,
                    capacity,
                    ports.usable(),
                    bands,
                    over.size() - told,
                    exhaustion,
                    evidence(kind, capacity, ports),
                    assumptions(kind, supply, exhaustion, ports),
                    remedy.fix(capacity)));
        }
    }

    private List<String> assumptions(Kind kind, HostSupply supply, PortExhaustion exhaustion, EphemeralPorts ports) {
        List<String> assumptions = new ArrayList<>();
        for (String assumed : supply.assumptions()) {
            if (!assumed.equals(SupplyReader.PEER_HAS_TIMESTAMPS) || exhaustion.assumesTimestamps()) {
                assumptions.add(assumed);
            }
        }
        facts.find(TimeWaitBuckets.class)
                .filter(buckets -> kind == Kind.RATE && buckets.max() < ports.usable())
                .ifPresent(buckets -> assumptions.add("tcp_max_tw_buckets is raised, as it should be; at "
                        + buckets.max()
                        + " the kernel destroys TIME_WAITs, and with them their protection, before the ports run out"));
        return assumptions;
    }

    private List<Evidence> evidence(Kind kind, DestinationCapacity capacity, EphemeralPorts ports) {
        List<Evidence> evidence = new ArrayList<>();
        snapshot.pools().stream()
                .filter(pool -> isFor(capacity, pool))
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

    static boolean isFor(DestinationCapacity capacity, Pool pool) {
        return pool.destination().toString().equals(capacity.destination())
                && pool.destination().protocol().equals(capacity.protocol())
                && Objects.equals(pool.sourceAddress(), capacity.source());
    }

    private Absence why() {
        return snapshot.has(Section.POOLS)
                ? new Absence(
                        Absence.Kind.NOT_PARSABLE,
                        "how many connections a pool holds open is not known: state its size, or the requests a second"
                                + " and how long each takes")
                : Absence.notSubmitted("pools");
    }
}
