package io.portgrade.fact;

import static io.portgrade.snapshot.SettingKeys.FIN_TIMEOUT;
import static io.portgrade.snapshot.SettingKeys.MAX_TW_BUCKETS;
import static io.portgrade.snapshot.SettingKeys.RFC1337;

import io.portgrade.finding.Evidence;
import java.time.Duration;
import java.util.List;

/** What happens to a connection after it is closed. */
record TimeWaitFacts(SettingReader settings, Facts.Builder facts) {

    void assemble() {
        settings.addFrom(
                FIN_TIMEOUT,
                FinTimeout.class,
                (value, setting) -> new FinTimeout(Duration.ofSeconds(value), List.of(Evidence.of(setting))));
        settings.addFrom(
                MAX_TW_BUCKETS,
                TimeWaitBuckets.class,
                (value, setting) -> new TimeWaitBuckets(value, List.of(Evidence.of(setting))));
        settings.addFrom(
                RFC1337,
                TimeWaitAssassination.class,
                (value, setting) -> new TimeWaitAssassination(value == 0, List.of(Evidence.of(setting))));
    }
}
