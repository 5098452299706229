package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How reuse of TIME_WAIT ports can be had on this host.
 *
 * @param invalid those of the switches whose value the kernel does not know
 * @param timestampsOff whether timestamps are known to be off, so that they must be turned on as well
 * @param allowed whether the policy lets timestamps be on
 */
public record ReuseRemedy(List<ReuseSwitch> invalid, boolean timestampsOff, boolean allowed) {

    public ReuseRemedy {
        invalid = List.copyOf(invalid);
    }

    /** The defaults of all that is invalid: one of two alone would leave the rule that asks for it. */
    public Remediation reset() {
        Map<String, String> defaults = new TreeMap<>();
        invalid.forEach(setting -> defaults.put(setting.key(), Integer.toString(setting.defaultValue())));
        String assignments = defaults.entrySet().stream()
                .map(setting -> setting.getKey() + " to its default, " + setting.getValue())
                .collect(Collectors.joining(" and "));
        return Remediation.set("Set " + assignments + ".", defaults);
    }

    public Remediation fix(Churn churn) {
        if (!churn.reusable()) {
            return Remediation.advise("Keep connections to " + churn.destination() + " alive, or spread them over more"
                    + " addresses: its timestamps are off, or a source address is bound first, so that no setting here"
                    + " makes TIME_WAIT ports reusable.");
        }
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
