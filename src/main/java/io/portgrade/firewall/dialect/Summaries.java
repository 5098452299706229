package io.portgrade.firewall.dialect;

import io.portgrade.firewall.dialect.reading.Refusal;
import java.util.Optional;

/**
 * What people send in place of rules: summaries by tools that write them, and what tools say that show none. {@code ufw(8);
 * firewall-cmd(1)}.
 */
final class Summaries {

    private static final int MOST_CHARACTERS = 4_000;
    private static final String SEND =
            ", which leaves rules out: send what iptables-save and ip6tables-save print, or nft" + " list ruleset";

    private Summaries() {}

    /** What to send instead of a text; empty when it is no summary that is known. */
    static Optional<String> hint(String text) {
        if (text.isBlank()) {
            return Optional.of("is empty: send the rules as their tool prints them");
        }
        String start = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        boolean ufw = start.lines()
                .map(String::strip)
                .anyMatch(line -> line.equals("Status: active") || line.equals("Status: inactive"));
        if (ufw) {
            return Optional.of("this is what ufw status prints" + SEND);
        }
        return start.contains("icmp-block-inversion:") || start.contains("masquerade:") && start.contains("rich rules:")
                ? Optional.of("this is what firewall-cmd --list-all prints" + SEND)
                : Refusal.hint(start);
    }
}
