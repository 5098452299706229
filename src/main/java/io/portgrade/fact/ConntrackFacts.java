package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.CONNTRACK_COUNT;

import io.portgrade.finding.Evidence;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Setting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How large the connection tracking table is, and what will be in it. */
record ConntrackFacts(HostSnapshot snapshot, Policy policy, SettingReader settings, Facts.Builder facts) {

    void assemble(@Nullable EphemeralPorts ports) {
        Reading<Long> max = settings.integer(ConntrackTable.key(snapshot.settings()));
        if (!(max instanceof Reading.Present<Long> present)) {
            facts.absent(ConntrackTable.class, ((Reading.Missing<Long>) max).absence());
            return;
        }
        if (present.value() < 1) {
            facts.absent(
                    ConntrackTable.class,
                    Absence.notApplicable("nf_conntrack_max is " + present.value() + ": the table has no limit"));
            return;
        }
        addTable(present, count(), ports);
    }

    private void addTable(
            Reading.Present<Long> max, Reading.@Nullable Present<Long> count, @Nullable EphemeralPorts ports) {
        long inUse = count == null ? 0 : count.value();
        long ofOneDestination = ports == null ? 0 : ports.assignable();
        if (count == null && ports == null) {
            facts.absent(ConntrackTable.class, Absence.notSubmitted(CONNTRACK_COUNT + " and a port range"));
            return;
        }
        List<Evidence> evidence = new ArrayList<>(List.of(Evidence.of(max.setting())));
        boolean measured = count != null && inUse >= ofOneDestination;
        if (count != null && measured) {
            Setting setting = count.setting();
            evidence.add(Evidence.of(setting));
        } else if (ports != null) {
            evidence.addAll(ports.evidence());
        }
        String basis = measured ? "entries in use" : "entries when one destination has all ephemeral ports";
        long expected = Math.max(inUse, ofOneDestination);
        long mended = facts.find(PortRemedy.class)
                .filter(remedy -> remedy.sufficient() && !remedy.settings().isEmpty())
                .map(PortRemedy::trackedConnections)
                .orElse(0L);
        facts.add(new ConntrackTable(
                max.setting().key(),
                max.value(),
                expected,
                Math.max(expected, mended),
                basis,
                policy.thresholds().conntrackUtilisation(),
                evidence));
    }

    private Reading.@Nullable Present<Long> count() {
        return snapshot.settings().find(CONNTRACK_COUNT).isPresent()
                        && settings.integer(CONNTRACK_COUNT) instanceof Reading.Present<Long> count
                ? count
                : null;
    }
}
