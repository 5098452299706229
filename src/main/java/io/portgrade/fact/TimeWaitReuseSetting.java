package io.portgrade.fact;

import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;

/** {@code tcp_tw_reuse} as submitted. {@code Documentation/networking/ip-sysctl.rst, v6.14}. */
public record TimeWaitReuseSetting(long value, List<Evidence> evidence) implements ReuseSwitch {

    @Override
    public String key() {
        return SettingKeys.TW_REUSE;
    }

    @Override
    public boolean isValid() {
        return TimeWaitReuse.find(value).isPresent();
    }

    public boolean isAlways() {
        return is(TimeWaitReuse.ALWAYS);
    }

    public boolean isNever() {
        return is(TimeWaitReuse.NEVER);
    }

    public boolean isLoopbackOnly() {
        return is(TimeWaitReuse.LOOPBACK_ONLY);
    }

    /** Since Linux 4.19. */
    @Override
    public int defaultValue() {
        return 2;
    }

    /** For hosts that are to do without timestamps, and so without reuse. */
    public Remediation turnOff() {
        return Remediation.set("Set tcp_tw_reuse to 0: it does nothing without timestamps.", key(), 0);
    }

    private boolean is(TimeWaitReuse mode) {
        return TimeWaitReuse.find(value).filter(mode::equals).isPresent();
    }
}
