package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the pools ask for more than the host can give, or nearly. */
record CapacityFacts(HostSnapshot snapshot, PoolLoad load, Policy policy, SettingReader settings, Facts.Builder facts) {

    private static final Comparator<DestinationCapacity> ORDER = Comparator.comparing(DestinationCapacity::destination)
            .thenComparing(DestinationCapacity::protocol)
            .thenComparing(capacity -> Objects.toString(capacity.source(), ""));

    void assemble(@Nullable EphemeralPorts ports) {
        long known = load.pools().stream()
                .filter(pool -> pool.openConnections() != null)
                .map(pool -> Objects.toString(pool.fixedSource(), "") + " " + pool.destination())
                .distinct()
                .count();
        if (known == 0) {
            facts.absent(DeclaredConnections.class, why());
        } else {
            facts.add(new DeclaredConnections((int) known));
            PoolSurvey.untold(snapshot.pools(), pool -> pool.openConnections() != null, PoolSurvey.UNTOLD_SIZE)
                    .ifPresent(why -> facts.absent(DeclaredConnections.class, why));
        }
        HostSupply supply = facts.find(HostSupply.class).orElse(null);
        if (ports != null && supply != null && !load.isEmpty()) {
            facts.add(new AskedCapacity(asked(ports, supply)));
        }
    }

    private List<DestinationCapacity> asked(EphemeralPorts ports, HostSupply supply) {
        boolean apart = UdpCapacity.isApart(snapshot);
        CapacityUses uses = new CapacityUses(
                snapshot,
                apart ? load.only(false) : load,
                policy.thresholds().capacityUtilisation(),
                supply,
                ports,
                facts);
        List<DestinationCapacity> asked = new ArrayList<>(uses.assemble(uses.bySettings()));
        if (apart && !load.only(true).isEmpty()) {
            asked.addAll(new UdpCapacity(snapshot, load.only(true), policy, settings, supply, facts).assemble());
            asked.sort(ORDER);
        }
        return asked;
    }

    private Absence why() {
        return snapshot.has(Section.POOLS)
                ? PoolSurvey.unreadable(snapshot.pools())
                        .orElseGet(() -> new Absence(
                                Absence.Kind.NOT_PARSABLE,
                                "how many connections a pool holds open is not known: state its size, or the requests"
                                        + " a second and how long each takes"))
                : Absence.notSubmitted("pools");
    }
}
