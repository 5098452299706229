package io.portgrade.firewall;

import io.portgrade.snapshot.SourceLocation;
import java.util.List;

/**
 * Conditions, all of which must be met, and what happens then.
 *
 * @param text the rule as it was written, at most one line
 */
public record Rule(List<Match> matches, Action action, SourceLocation source, String text) {

    public Rule {
        matches = List.copyOf(matches);
    }

    /** The ephemeral ports of a class of packets that the rule matches. */
    public Hits hits(PacketClass packet) {
        Hits hits = Hits.ALL;
        for (int i = 0; i < matches.size() && !hits.areNone(); i++) {
            hits = hits.and(matches.get(i).hits(packet));
        }
        return hits;
    }
}
