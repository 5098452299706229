package io.portgrade.bench;

import io.portgrade.fact.ConntrackTable;
import io.portgrade.fact.EphemeralPorts;
import io.portgrade.fact.Facts;
import io.portgrade.fact.FinTimeout;
import io.portgrade.fact.ReuseDelay;
import io.portgrade.fact.TimeWaitAssassination;
import io.portgrade.fact.TimeWaitBuckets;
import io.portgrade.fact.TimeWaitReuseSetting;
import io.portgrade.fact.TimestampsSetting;
import io.portgrade.policy.Policy;
import io.portgrade.policy.Thresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ten of the rules written by hand: the yardstick for the engine. Answers the ids of those that fire. */
final class PlainJavaRules {

    private PlainJavaRules() {}

    static List<String> evaluate(Policy policy, Facts facts) {
        Thresholds thresholds = policy.thresholds();
        List<String> fired = new ArrayList<>();
        Optional<EphemeralPorts> ports = facts.find(EphemeralPorts.class);
        Optional<FinTimeout> fin = facts.find(FinTimeout.class);
        Optional<TimeWaitReuseSetting> reuse = facts.find(TimeWaitReuseSetting.class);
        Optional<TimestampsSetting> timestamps = facts.find(TimestampsSetting.class);
        add(
                fired,
                "port-range/too-small",
                ports.filter(p -> thresholds.usablePorts().reachedBy(p.usable())));
        add(fired, "port-range/reserved-dominates", ports.filter(p -> p.reservedShare() > thresholds.reservedShare()));
        add(fired, "port-range/same-parity", ports.filter(EphemeralPorts::sameParity));
        add(fired, "fin-timeout/too-long", fin.filter(f -> f.longerThan(thresholds.maxFinTimeout())));
        add(fired, "fin-timeout/too-short", fin.filter(f -> f.shorterThan(thresholds.minFinTimeout())));
        boolean off = timestamps.filter(TimestampsSetting::isOff).isPresent();
        add(fired, "reuse/without-timestamps", reuse.filter(r -> r.isAlways() && off));
        add(
                fired,
                "reuse/delay-invalid",
                facts.find(ReuseDelay.class).filter(d -> d.unsupported() || d.isOutOfRange()));
        add(
                fired,
                "time-wait/buckets-too-few",
                facts.find(TimeWaitBuckets.class)
                        .filter(b -> ports.isPresent() && b.max() < ports.get().assignable()));
        add(
                fired,
                "time-wait/assassination",
                facts.find(TimeWaitAssassination.class).filter(TimeWaitAssassination::possible));
        add(
                fired,
                "conntrack/table-too-small",
                facts.find(ConntrackTable.class)
                        .filter(t -> thresholds.conntrackUtilisation().reachedBy(t.utilisation())));
        return fired;
    }

    private static void add(List<String> fired, String rule, Optional<?> match) {
        if (match.isPresent()) {
            fired.add(rule);
        }
    }
}
