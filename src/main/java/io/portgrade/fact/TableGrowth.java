package io.portgrade.fact;

import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import java.util.Map;
import java.util.Optional;

/**
 * Tables of the kernel that are large enough for the ports of today, and must grow with them: else the remedy for the ports
 * would trip another rule. One that is too small already has a rule and a remedy of its own.
 */
record TableGrowth(HostSnapshot snapshot, Policy policy) {

    /**
     * Adds what must be set so that there is room for them.
     *
     * @param today ports that can be in TIME_WAIT at once; 0 when the kernel refuses the range
     * @param assignable the same afterwards
     * @param tracked connections to be tracked
     */
    void add(int today, int assignable, long tracked, Map<String, String> changes) {
        OperatingSystem os = snapshot.host().os();
        if (assignable <= today || os != null && os != OperatingSystem.LINUX) {
            return;
        }
        if (!policy.disables("time-wait/buckets-too-few")) {
            number(SettingKeys.MAX_TW_BUCKETS)
                    .filter(max -> max >= today && max < assignable)
                    .ifPresent(
                            max -> changes.put(SettingKeys.MAX_TW_BUCKETS, Integer.toString(TimeWaitBuckets.ENOUGH)));
        }
        if (!policy.disables("conntrack/table-too-small") || tracked > assignable) {
            growConntrack(tracked, changes);
        }
    }

    private void growConntrack(long tracked, Map<String, String> changes) {
        String key = ConntrackTable.key(snapshot.settings());
        double limit = policy.thresholds().conntrackUtilisation().mildestLimit();
        long expected = Math.max(tracked, number(SettingKeys.CONNTRACK_COUNT).orElse(0L));
        number(key)
                .filter(max -> max > 0 && (double) expected / max > limit)
                .flatMap(max -> ConntrackTable.sizeFor(expected, limit)
                        .or(() -> ConntrackTable.sizeFor(tracked, limit).filter(size -> size > max)))
                .ifPresent(size -> changes.put(key, Long.toString(size)));
    }

    private Optional<Long> number(String key) {
        return snapshot.settings().find(key).flatMap(setting -> LinuxNumber.parseInt(setting.value()));
    }
}
