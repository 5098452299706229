package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Translations of addresses that come before a rule. Packets that one of them may match have another source or destination
 * by then, which is not modelled, so what the rule says about that end is open for them.
 */
final class Translations {

    /** With more of them than these, all packets may be translated. */
    private static final int MAX = 64;

    private record Translated(Direction direction, End end, Match match) {}

    private final List<Translated> all = new ArrayList<>();

    void add(Set<Direction> directions, RuleDraft.Translation translation, Match match) {
        for (Direction direction : directions) {
            if (translation != RuleDraft.Translation.DESTINATION) {
                all.add(new Translated(direction, End.SOURCE, match));
            }
            if (translation != RuleDraft.Translation.SOURCE) {
                all.add(new Translated(direction, End.DESTINATION, match));
            }
        }
    }

    boolean areNone() {
        return all.isEmpty();
    }

    /** Conditions on one end, as far as they can be told of packets that go one way. */
    List<Match> guard(Direction direction, End end, List<Match> own) {
        List<Match> translated = all.stream()
                .filter(other -> other.direction() == direction && other.end() == end)
                .map(Translated::match)
                .toList();
        if (own.isEmpty() || translated.isEmpty()) {
            return own;
        }
        Match unknown = new Match.Unmodelled("the translated " + (end == End.SOURCE ? "source" : "destination"));
        if (translated.size() > MAX) {
            return List.of(unknown);
        }
        Match any = new Match.AnyOf(translated);
        List<Match> untranslated = new ArrayList<>(own);
        untranslated.add(0, Match.not(any));
        return List.of(new Match.AnyOf(List.of(new Match.AllOf(List.of(any, unknown)), new Match.AllOf(untranslated))));
    }
}
