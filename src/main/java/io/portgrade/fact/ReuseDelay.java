package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;

/**
 * {@code tcp_tw_reuse_delay}, new in Linux 6.14.
 *
 * @param milliseconds as submitted
 * @param unsupported whether the kernel is known to be older than 6.14
 */
public record ReuseDelay(long milliseconds, boolean unsupported, List<Evidence> evidence) {

    private static final int LONGEST = 60_000;
    private static final int DEFAULT = 1_000;

    /** Whether the kernel answers EINVAL. {@code Documentation/networking/ip-sysctl.rst, v6.14}. */
    public boolean isOutOfRange() {
        return milliseconds < 1 || milliseconds > LONGEST;
    }

    public Remediation fix() {
        return unsupported
                ? Remediation.remove(
                        "Remove tcp_tw_reuse_delay: kernels before 6.14 have no such setting.",
                        SettingKeys.TW_REUSE_DELAY)
                : Remediation.set(
                        "Set tcp_tw_reuse_delay to its default, 1000 ms.", SettingKeys.TW_REUSE_DELAY, DEFAULT);
    }
}
