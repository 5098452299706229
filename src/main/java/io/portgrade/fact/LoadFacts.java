package io.portgrade.fact;

import io.portgrade.capacity.DestinationLoad;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pools ask of the ports. */
record LoadFacts(HostSnapshot snapshot, Facts.Builder facts) {

    void assemble(@Nullable EphemeralPorts ports) {
        List<DestinationLoad> loads = DestinationLoad.of(snapshot.pools());
        if (loads.isEmpty()) {
            facts.absent(DeclaredLoad.class, why());
            return;
        }
        facts.add(new DeclaredLoad(loads.size()));
        if (ports != null) {
            loads.forEach(load -> facts.add(Churn.of(load, ports)));
        }
    }

    private Absence why() {
        return snapshot.has(Section.POOLS)
                ? new Absence(
                        Absence.Kind.NOT_PARSABLE,
                        "how many connections a second a pool opens is not known, see diagnostics")
                : Absence.notSubmitted("pools");
    }
}
