package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import io.portgrade.ingest.text.Excerpt;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The one change of range and reserved ports that answers every finding about them.
 *
 * @param settings only those that are to change; empty when none needs to
 * @param sufficient whether nothing is left to be said about the ports afterwards; otherwise they are the best there is
 * @param assignable ports that can be handed out afterwards when nothing listens; 0 when nothing is to change
 * @param mostAssignable the same before or afterwards, whichever is more: what tables must be large enough for
 */
public record PortRemedy(Map<String, String> settings, boolean sufficient, int assignable, int mostAssignable) {

    static final PortRemedy NONE = new PortRemedy(Map.of(), true, 0, 0);

    public PortRemedy {
        settings = Map.copyOf(settings);
    }

    /** @param purpose why, as the end of a sentence: {@code so that enough ports are usable} */
    public Remediation fix(String purpose) {
        if (!sufficient) {
            return Remediation.advise("No range here has enough ports and leaves those of services alone. The most, "
                    + assignable + " ports, are had " + best() + ".");
        }
        return Remediation.set("Set " + assignments(" to ") + ", " + purpose + ".", settings);
    }

    private String best() {
        return settings.isEmpty() ? "already" : "with " + assignments(" at ");
    }

    private String assignments(String verb) {
        return settings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(setting -> setting.getKey() + verb + Excerpt.unquoted(setting.getValue()))
                .collect(Collectors.joining(" and "));
    }
}
