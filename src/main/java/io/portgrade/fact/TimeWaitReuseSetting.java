package io.portgrade.fact;

import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tcp_tw_reuse} as submitted. {@code Documentation/networking/ip-sysctl.rst, v6.14}.
 *
 * @param mode what the value means to the host's kernel; null when nothing
 * @param defaultValue that its kernel starts with: 2 since Linux 4.19, 0 before
 */
public record TimeWaitReuseSetting(long value, @Nullable TimeWaitReuse mode, int defaultValue, List<Evidence> evidence)
        implements ReuseSwitch {

    static TimeWaitReuseSetting of(long value, Host host, List<Evidence> evidence) {
        return host.knowsReuseOnLoopback()
                ? new TimeWaitReuseSetting(value, TimeWaitReuse.find(value).orElse(null), 2, evidence)
                : new TimeWaitReuseSetting(value, TimeWaitReuse.ofOldKernel(value), 0, evidence);
    }

    @Override
    public String key() {
        return SettingKeys.TW_REUSE;
    }

    @Override
    public boolean isValid() {
        return mode != null;
    }

    public boolean isAlways() {
        return mode == TimeWaitReuse.ALWAYS;
    }

    public boolean isNever() {
        return mode == TimeWaitReuse.NEVER;
    }

    public boolean isLoopbackOnly() {
        return mode == TimeWaitReuse.LOOPBACK_ONLY;
    }

    /** For hosts that are to do without timestamps, and so without reuse. */
    public Remediation turnOff() {
        return Remediation.set("Set tcp_tw_reuse to 0: it does nothing without timestamps.", key(), 0);
    }
}
