package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import java.util.Objects;
import java.util.Optional;

/**
 * A host that keeps so few TIME_WAITs that its ports cannot run out of them: the kernel destroys each beyond
 * {@code tcp_max_tw_buckets} at once, and its port is free again, without the protection that TIME_WAIT is for. (Measured on Linux
 * 6.18: of 120 ports with 50 buckets, 240 connections were opened one after the other.)
 *
 * @param buckets as many TIME_WAITs as there can be
 * @param leastPorts usable ports without which they and the open connections of all pools could take all there are
 */
record TimeWaitOverflow(long buckets, long leastPorts, Evidence evidence) {

    /** None where the ports run out first, or the setting is not known. */
    static Optional<TimeWaitOverflow> of(HostSnapshot snapshot, int usablePorts) {
        if (snapshot.system() != OperatingSystem.LINUX) {
            return Optional.empty();
        }
        return snapshot.settings()
                .find(SettingKeys.MAX_TW_BUCKETS)
                .flatMap(setting -> LinuxNumber.parseInt(setting.value())
                        .map(buckets -> new TimeWaitOverflow(
                                buckets, Math.max(0, buckets) + open(snapshot) + 1, Evidence.of(setting))))
                .filter(overflow -> overflow.leastPorts <= usablePorts);
    }

    private static long open(HostSnapshot snapshot) {
        return (long) Math.ceil(snapshot.pools().stream()
                .mapToDouble(pool -> Objects.requireNonNullElse(pool.openConnections(), 0.0))
                .sum());
    }
}
