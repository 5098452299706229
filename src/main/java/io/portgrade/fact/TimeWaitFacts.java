package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.FIN_TIMEOUT;
import static io.portgrade.snapshot.SettingKeys.MAX_TW_BUCKETS;
import static io.portgrade.snapshot.SettingKeys.RFC1337;

import io.portgrade.finding.Evidence;
import io.portgrade.policy.Policy;
import io.portgrade.policy.Thresholds;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to a connection after it is closed. */
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
                (value, setting) -> new TimeWaitBuckets(value, needed, List.of(Evidence.of(setting))));
        settings.addFrom(
                RFC1337,
                TimeWaitAssassination.class,
                (value, setting) -> new TimeWaitAssassination(value == 0, List.of(Evidence.of(setting))));
    }
}
