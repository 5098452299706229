package io.portgrade.firewall;

import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/**
 * Conditions, all of which must be met, and what happens then.
 *
 * @param text the rule as it was written, at most one line; its end is cut off beyond 1,000 characters, as every answer about
 *     a port repeats it
 */
public record Rule(List<Match> matches, Action action, SourceLocation source, String text) {

    private static final int LONGEST_TEXT = 1_000;

    public Rule {
        matches = List.copyOf(matches);
        text = shortened(text);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 2)) ? LONGEST_TEXT - 2 : LONGEST_TEXT - 1;
        return text.substring(0, end) + "…";
    }

    /** Of which no more is known than that it stands there: it may do anything to any packet. */
    public static Rule unknown(String text, SourceLocation source) {
        return new Rule(List.of(), new Action.Unmodelled(text), source, text);
    }

    /** The same with more conditions, which are looked at first. */
    public Rule onlyWhere(List<Match> guard) {
        List<Match> all = new ArrayList<>(guard.size() + matches.size());
        all.addAll(guard);
        all.addAll(matches);
        return new Rule(all, action, source, text);
    }

    /** The ephemeral ports of a class of packets that the rule matches. */
    public Hits hits(PacketClass packet) {
        return Hits.ofAll(matches, match -> match.hits(packet));
    }
}
