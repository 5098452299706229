package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one change of range and reserved ports that answers every finding about them.
 *
 * @param settings only those that are to change; empty when none needs to
 */
public record PortRemedy(Map<String, String> settings) {

    static final PortRemedy NONE = new PortRemedy(Map.of());

    public PortRemedy {
        settings = Map.copyOf(settings);
    }

    /** @param purpose why, as the end of a sentence: {@code so that enough ports are usable} */
    public Remediation fix(String purpose) {
        String assignments = settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> setting.getKey() + " to " + Quoted.shortened(setting.getValue()))
                .collect(Collectors.joining(" and "));
        return Remediation.set("Set " + assignments + ", " + purpose + ".", settings);
    }
}
