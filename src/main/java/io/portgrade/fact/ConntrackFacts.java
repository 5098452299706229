package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.CONNTRACK_COUNT;

import io.portgrade.capacity.PortDemand;
import io.portgrade.finding.Evidence;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** How large the connection tracking table is, and what will be in it. */
record ConntrackFacts(
        HostSnapshot snapshot, PoolLoad load, Policy policy, SettingReader settings, Facts.Builder facts) {

    private static final int MOST_EVIDENCE = 20;

    /** @param basis in words, what they are */
    private record Entries(long number, String basis, List<Evidence> evidence) {}

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
        if (count == null && ports == null) {
            facts.absent(ConntrackTable.class, Absence.notSubmitted(CONNTRACK_COUNT + " and a port range"));
            return;
        }
        int assignable = ports == null ? 0 : ports.assignable();
        long mended = facts.find(PortRemedy.class)
                .filter(remedy -> remedy.sufficient() && !remedy.settings().isEmpty())
                .map(PortRemedy::trackedConnections)
                .orElse(0L);
        Entries entries = entries(count, ports);
        List<Evidence> evidence = new ArrayList<>(List.of(Evidence.of(max.setting())));
        evidence.addAll(entries.evidence());
        facts.add(new ConntrackTable(
                max.setting().key(),
                max.value(),
                entries.number(),
                LongStream.of(entries.number(), mended, demanded(assignable))
                        .max()
                        .orElse(0),
                entries.basis(),
                policy.thresholds().conntrackUtilisation(),
                evidence));
    }

    /** What is in the table, what one destination can put there, or what the pools do: the most of them. */
    private Entries entries(Reading.@Nullable Present<Long> count, @Nullable EphemeralPorts ports) {
        Entries most = new Entries(0, "entries in use", List.of());
        if (count != null) {
            most = new Entries(count.value(), "entries in use", List.of(Evidence.of(count.setting())));
        }
        if (ports == null) {
            return most;
        }
        if (count == null || ports.assignable() > most.number()) {
            most = new Entries(
                    ports.assignable(), "entries when one destination has all ephemeral ports", ports.evidence());
        }
        long demanded = demanded(ports.assignable());
        return demanded > most.number()
                ? new Entries(
                        demanded,
                        "entries of the pools' connections, each kept for 120 seconds after its end,",
                        snapshot.pools().stream()
                                .sorted(PoolSurvey.ORDER)
                                .limit(MOST_EVIDENCE)
                                .map(pool -> Evidence.at(
                                        pool.source(),
                                        AffectedPool.name(pool) + " entries",
                                        Long.toString(PortDemand.conntrackEntries(List.of(pool), ports.assignable()))))
                                .toList())
                : most;
    }

    /** @param ports at most so many entries for each source and destination */
    private long demanded(int ports) {
        return load.conntrackEntries(ports);
    }

    private Reading.@Nullable Present<Long> count() {
        return snapshot.settings().find(CONNTRACK_COUNT).isPresent()
                        && settings.integer(CONNTRACK_COUNT) instanceof Reading.Present<Long> count
                ? count
                : null;
    }
}
