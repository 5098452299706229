package io.portgrade.kernel;

import io.portgrade.firewall.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rules as a tool reads them.
 *
 * @param family of iptables; of nft, which has both in one text, IPv4
 * @param exact whether the model knows everything in it
 */
record RuleText(Backend backend, Family family, List<Line> lines, boolean exact) {

    /**
     * One line.
     *
     * @param removable whether the text is still one without it
     */
    record Line(String text, boolean removable) {}

    RuleText {
        lines = List.copyOf(lines);
    }

    /** Every line of which stays. */
    static RuleText of(Backend backend, Family family, String text) {
        return new RuleText(
                backend, family, text.lines().map(line -> new Line(line, false)).toList(), true);
    }

    String text() {
        return lines.stream().map(Line::text).collect(Collectors.joining("\n", "", "\n"));
    }

    /** Where the lines stand that may go. */
    List<Integer> removable() {
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).removable()) {
                at.add(i);
            }
        }
        return at;
    }

    RuleText without(List<Integer> removed) {
        List<Line> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!removed.contains(i)) {
                kept.add(lines.get(i));
            }
        }
        return new RuleText(backend, family, kept, exact);
    }
}
