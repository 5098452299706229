package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A rule that may do one of several things becomes a call of a chain of its own, so that it stays one rule at its place.
 * Where some of them leave the calling chain (return, goto), it is left for the own chain, and all that leave stand there.
 * A map of few verdicts needs no chain: a packet is in it once, so that its cases can stand one after the other.
 */
final class Steps {

    /** More cases than these are looked at only where the rule's other conditions are met. */
    private static final int FEW = 8;

    private final RuleBuilder rule;
    private final String caller;
    private final Map<String, Chain> chains;

    /** @param chains of the table, to which the rule's own are added */
    Steps(RuleBuilder rule, String caller, Map<String, Chain> chains) {
        this.rule = rule;
        this.caller = caller;
        this.chains = chains;
    }

    void addTo(List<Rule> all) {
        List<Rule> steps = rule.steps();
        if (rule.isOfMap() && steps.size() <= FEW) {
            steps.forEach(step -> all.add(step.onlyWhere(rule.guard())));
        } else if (steps.stream().noneMatch(step -> leaves(step.action()))) {
            all.add(call(rule.guard(), steps, false));
        } else if (endsForAll(steps)) {
            all.add(call(rule.guard(), steps, true));
        } else {
            split(all, steps);
        }
    }

    /** Nothing comes back after the last step. */
    private static boolean endsForAll(List<Rule> steps) {
        Rule last = steps.get(steps.size() - 1);
        boolean others = steps.stream().anyMatch(step -> step.action() instanceof Action.Jump);
        return last.matches().isEmpty() && ends(last.action()) && !others;
    }

    private void split(List<Rule> all, List<Rule> steps) {
        List<Rule> stay = steps.stream().filter(step -> !ends(step.action())).toList();
        List<Rule> end = steps.stream().filter(step -> ends(step.action())).toList();
        if (!stay.isEmpty()) {
            all.add(call(rule.guard(), stay, false));
        }
        List<Match> guard = new ArrayList<>(rule.guard());
        guard.add(new Match.AnyOf(
                end.stream().<Match>map(step -> new Match.AllOf(step.matches())).toList()));
        all.add(call(guard, end, true));
    }

    private static boolean leaves(Action action) {
        return action instanceof Action.Return || action instanceof Action.Goto;
    }

    private static boolean ends(Action action) {
        return leaves(action) || action instanceof Action.Accept || action instanceof Action.Drop;
    }

    private Rule call(List<Match> guard, List<Rule> steps, boolean leaves) {
        Rule first = steps.get(0);
        String name = caller + Chain.MADE + first.source().line() + ", " + chains.size();
        chains.put(name, new Chain(name, null, steps, first.source()));
        return new Rule(guard, leaves ? new Action.Goto(name) : new Action.Jump(name), first.source(), first.text());
    }
}
