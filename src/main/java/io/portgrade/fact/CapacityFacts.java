package io.portgrade.fact;

import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Section;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the pools ask for more than the host can give, or nearly. */
record CapacityFacts(HostSnapshot snapshot, PoolLoad load, Policy policy, Facts.Builder facts) {

    void assemble(@Nullable EphemeralPorts ports) {
        long known = snapshot.pools().stream()
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
            new CapacityUses(snapshot, load, policy.thresholds().capacityUtilisation(), supply, ports, facts)
                    .assemble();
        }
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
