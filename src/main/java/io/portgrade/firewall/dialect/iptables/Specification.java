package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * What iptables calls a rule specification.
 *
 * @param alternatives the matches of each rule that iptables makes of it: one, or one for each pair of a source and a
 *     destination that are listed with commas
 * @param modelled whether every part is
 * @param problems what could not be read; each has left an unmodelled match or action
 */
record Specification(List<List<Match>> alternatives, Action action, boolean modelled, List<String> problems) {

    Specification {
        alternatives = alternatives.stream().map(List::copyOf).toList();
        problems = List.copyOf(problems);
    }

    /** The rule that stands for something that could not be read at all. */
    static Specification unreadable(String text, String problem) {
        return new Specification(List.of(List.of()), new Action.Unmodelled(text), false, List.of(problem));
    }

    /** The same where it is not known whether the rule is there. */
    Specification doubted(String problem) {
        List<List<Match>> doubted = alternatives.stream()
                .map(matches -> with(matches, new Match.Unmodelled(problem)))
                .toList();
        return new Specification(doubted, action, false, List.of(problem));
    }

    private static List<Match> with(List<Match> matches, Match other) {
        List<Match> all = new ArrayList<>(matches);
        all.add(other);
        return all;
    }
}
