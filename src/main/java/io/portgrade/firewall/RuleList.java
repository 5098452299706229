package io.portgrade.firewall;

import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules of which the first that matches decides. The other kinds come down to it: a union of allows has no order, Windows
 * puts what blocks before what allows, and pf has its quick rules first and the others backwards after them.
 */
final class RuleList {

    private final Chain chain;
    private final Table table;
    private final Decider fallback;
    private final StepBudget budget;

    /** @param fallback who decides when no rule matches and {@code passesByDefault} is false */
    RuleList(List<Rule> rules, boolean passesByDefault, Decider fallback, StepBudget budget) {
        this.chain = new Chain(
                fallback.text(),
                new Chain.Base(Hook.INPUT, 0, false, passesByDefault),
                rules,
                new SourceLocation(fallback.source(), fallback.line()));
        this.table = new Table("", Set.of(Family.values()), false, Map.of());
        this.fallback = fallback;
        this.budget = budget;
    }

    Outcome judge(PacketClass packet) {
        Outcome outcome = Outcome.pass();
        budget.startWalk();
        PortBits through = new ChainWalk(table, packet, budget, outcome).through(chain, outcome.mayPass, fallback);
        outcome.mayPass.retain(through);
        return outcome;
    }
}
