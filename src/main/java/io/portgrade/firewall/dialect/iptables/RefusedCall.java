package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.dialect.reading.Refusal;
import io.portgrade.ingest.text.Excerpt;
import java.util.Optional;

/** What a tool prints that may not show the rules, in a text that shows others. */
final class RefusedCall {

    private static final String OF_A_COMMAND = ";&|<>$";

    private RefusedCall() {}

    /**
     * Reports {@code iptables-save v1.8.9 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be
     * root)} and the like.
     *
     * @param asked the family whose rules were asked for last
     * @return whether the line is one
     */
    static boolean isReported(String line, int number, Ruleset ruleset, Optional<Family> asked) {
        Optional<Refusal> refusal = line.chars().anyMatch(c -> OF_A_COMMAND.indexOf(c) >= 0)
                        || ToolCall.in(line).stream().anyMatch(RefusedCall::hasOption)
                ? Optional.empty()
                : Refusal.ofLine(line);
        if (refusal.isEmpty()) {
            return false;
        }
        ruleset.report(
                number,
                "rules are missing that could not be shown: " + Excerpt.of(line) + ": "
                        + refusal.get().remedy());
        family(line).or(() -> asked).ifPresent(ruleset::isCut);
        return true;
    }

    private static boolean hasOption(ToolCall call) {
        return call.words().stream().anyMatch(Word::isOption);
    }

    private static Optional<Family> family(String line) {
        if (line.contains("ip6tables")) {
            return Optional.of(Family.IPV6);
        }
        return line.contains("iptables") ? Optional.of(Family.IPV4) : Optional.empty();
    }
}
