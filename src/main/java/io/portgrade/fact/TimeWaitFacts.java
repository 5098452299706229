package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.FIN_TIMEOUT;
import static io.portgrade.snapshot.SettingKeys.MAX_TW_BUCKETS;
import static io.portgrade.snapshot.SettingKeys.RFC1337;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.Policy;
import io.portgrade.policy.Thresholds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happens to a connection after it is closed; assembled when it is known what is asked of the ports. */
record TimeWaitFacts(Policy policy, SettingReader settings, Facts.Builder facts) {

    void assemble(@Nullable EphemeralPorts ports) {
        Thresholds limits = policy.thresholds();
        int needed = ports == null ? 0 : ports.assignable();
        settings.addFrom(
                FIN_TIMEOUT,
                FinTimeout.class,
                (value, setting) -> new FinTimeout(
                        Duration.ofSeconds(value),
                        limits.minFinTimeout(),
                        limits.maxFinTimeout(),
                        List.of(Evidence.of(setting))));
        settings.addFrom(
                MAX_TW_BUCKETS,
                TimeWaitBuckets.class,
                (value, setting) -> new TimeWaitBuckets(value, needed, List.of(Evidence.of(setting)), moreBuckets()));
        settings.addFrom(
                RFC1337,
                TimeWaitAssassination.class,
                (value, setting) -> new TimeWaitAssassination(value == 0, List.of(Evidence.of(setting))));
    }

    /** Where ports do not run out only for want of buckets, what keeps them from it comes first. */
    private Remediation moreBuckets() {
        List<CapacityUse> relying = facts.all(CapacityUse.class)
                .filter(use -> use.overflow() != null && !policy.disables("capacity/rate"))
                .toList();
        String enough = "tcp_max_tw_buckets to " + TimeWaitBuckets.ENOUGH + ", the default of large hosts";
        if (relying.isEmpty()) {
            return Remediation.set("Set " + enough + ".", MAX_TW_BUCKETS, TimeWaitBuckets.ENOUGH);
        }
        if (relying.stream().anyMatch(use -> use.more() > 0 || !use.fix().isBySettings())) {
            return Remediation.advise("First bring down the rate of new connections, as capacity/rate says: with more"
                    + " buckets alone the ports run out. Then set " + enough + ".");
        }
        Map<String, String> settings = new TreeMap<>();
        relying.forEach(use -> settings.putAll(use.fix().settings()));
        String first = new PortChange(settings, 0).assignments();
        settings.put(MAX_TW_BUCKETS, Integer.toString(TimeWaitBuckets.ENOUGH));
        return Remediation.set(
                "Set " + first + ", and with it " + enough + ": with more buckets alone the ports run out.", settings);
    }
}
