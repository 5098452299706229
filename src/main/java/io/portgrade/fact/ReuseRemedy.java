package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.util.Map;

/**
 * How reuse of TIME_WAIT ports can be had on this host.
 *
 * @param timestampsOff whether timestamps are known to be off, so that they must be turned on as well
 * @param allowed whether the policy lets timestamps be on
 */
public record ReuseRemedy(boolean timestampsOff, boolean allowed) {

    public Remediation fix() {
        if (!timestampsOff) {
            return Remediation.set(
                    "Set tcp_tw_reuse to 1; the destination must have TCP timestamps on.", SettingKeys.TW_REUSE, 1);
        }
        return allowed
                ? Remediation.set(
                        "Set tcp_tw_reuse and tcp_timestamps to 1; the destination must have timestamps on, too.",
                        Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "1"))
                : Remediation.advise("Keep connections alive: without timestamps no TIME_WAIT port can be reused.");
    }
}
