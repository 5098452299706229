package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;

/** {@code tcp_timestamps} as submitted. {@code Documentation/networking/ip-sysctl.rst, v6.6}. */
public record TimestampsSetting(long value, List<Evidence> evidence) implements ReuseSwitch {

    private static final int WITHOUT_RANDOM_OFFSET = 2;

    @Override
    public String key() {
        return SettingKeys.TIMESTAMPS;
    }

    @Override
    public boolean isValid() {
        return value >= 0 && value <= WITHOUT_RANDOM_OFFSET;
    }

    public boolean isOff() {
        return value == 0;
    }

    @Override
    public int defaultValue() {
        return 1;
    }

    public Remediation resetToDefault() {
        return Remediation.set(
                "Set tcp_timestamps to 1, its default: on, with a random offset.", key(), defaultValue());
    }
}
