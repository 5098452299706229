package io.portgrade.firewall;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packets of one class on their way through one base chain and the chains that it calls. The ports that may still be on
 * the way are kept, and for each the ends that it may come to.
 */
final class ChainWalk {

    /** Beyond this, chains call each other in a circle or near enough. */
    private static final int MAX_DEPTH = 128;

    private final Table table;
    private final StepBudget budget;
    private final Outcome outcome;
    private final @Nullable Untracked untracked;
    private final PortBits accepted = PortBits.none();
    private final PortBits doubted = PortBits.none();
    private final Rewritings rewritings = new Rewritings();
    private final Set<String> callers = new HashSet<>();
    private PacketClass packet;
    private PacketHits hits;
    private PacketHits hitsAfterNotrack;
    private @Nullable MetSourceNat met;

    /** @param outcome gets the drops and doubts */
    ChainWalk(Table table, PacketClass packet, StepBudget budget, Outcome outcome) {
        this(table, packet, budget, outcome, null);
    }

    /** @param untracked gets the ports that NOTRACK is said of; null after connection tracking, where it does nothing */
    ChainWalk(Table table, PacketClass packet, StepBudget budget, Outcome outcome, @Nullable Untracked untracked) {
        this.table = table;
        this.packet = packet;
        this.hits = new PacketHits(packet);
        this.hitsAfterNotrack = new PacketHits(packet.withState(CtState.UNTRACKED));
        this.budget = budget;
        this.outcome = outcome;
        this.untracked = untracked;
    }

    /** @param met gets the rules of source NAT that the packets come to */
    ChainWalk noting(MetSourceNat met) {
        this.met = met;
        return this;
    }

    /** The ports that may get through a base chain. */
    PortBits through(Chain chain, PortBits live) {
        return through(chain, live, Decider.ofPolicy(chain));
    }

    /** @param policy who decides when no rule does and the chain drops by default */
    PortBits through(Chain chain, PortBits live, Decider policy) {
        PortBits end = call(chain, live.copy());
        Chain.Base base = chain.base();
        if (base != null && !base.acceptsByDefault()) {
            if (!end.isEmpty()) {
                outcome.drop(end, Hits.ALL, policy);
            }
        } else {
            accepted.add(end);
        }
        return accepted;
    }

    /** Bits of the packets' mark that a rule may have set, here or before. */
    int marks() {
        return packet.marks();
    }

    List<Rewritings.Rewriting> rewritings() {
        return rewritings.toList();
    }

    /** The ports that may come back to the caller. */
    private PortBits call(Chain chain, PortBits live) {
        callers.add(chain.name());
        PortBits returned = PortBits.none();
        Set<Class<? extends Action>> known = new HashSet<>();
        for (Rule rule : chain.rules()) {
            if (live.isEmpty()) {
                break;
            }
            if (!budget.take()) {
                undecided(live, Hits.ALL, rule);
                break;
            }
            Hits matched = hits(rule);
            if (!matched.areNone() && !(matched == Hits.UNKNOWN && addsNothing(rule.action(), known))) {
                budget.take(matched.cost());
                apply(rule, matched, live, returned);
            }
        }
        callers.remove(chain.name());
        returned.add(live);
        return returned;
    }

    private Hits hits(Rule rule) {
        Hits before = hits.of(rule);
        budget.take(hits.takeCost());
        if (untracked == null || untracked.isNone()) {
            return before;
        }
        Hits after = hitsAfterNotrack.of(rule);
        budget.take(1 + hitsAfterNotrack.takeCost());
        if (after == before) {
            return before;
        }
        budget.take(untracked.cost());
        return untracked.between(before, after);
    }

    /** Whether the same was possible before for every port that is still here: ports only ever leave. */
    private static boolean addsNothing(Action action, Set<Class<? extends Action>> known) {
        boolean ends = action instanceof Action.Accept
                || action instanceof Action.Drop
                || action instanceof Action.Return
                || action instanceof Action.Unmodelled;
        return ends && !known.add(action.getClass());
    }

    private void apply(Rule rule, Hits hits, PortBits live, PortBits returned) {
        Action action = rule.action();
        if (action instanceof Action.Continue) {
            return;
        }
        if (action instanceof Action.Mark mark) {
            mark(mark.bits());
            return;
        }
        doubtWhatIsOpen(rule, hits, live);
        if (action instanceof Action.Accept) {
            accepted.addFrom(live, hits.may());
            live.remove(hits.must());
        } else if (action instanceof Action.Drop) {
            outcome.drop(live, hits, Decider.of(rule));
            live.remove(hits.must());
        } else if (action instanceof Action.Return) {
            returned.addFrom(live, hits.may());
            live.remove(hits.must());
        } else if (action instanceof Action.Jump jump) {
            PortBits back = enter(jump.chain(), rule, hits, live);
            live.remove(hits.must());
            live.add(back);
        } else if (action instanceof Action.Goto goTo) {
            returned.add(enter(goTo.chain(), rule, hits, live));
            live.remove(hits.must());
        } else if (action instanceof Action.Unmodelled) {
            undecided(live, hits, rule);
        } else {
            rewrite(rule, hits, live);
        }
    }

    /** For all ports, and for good: that a bit is not set again is as good as unknown. */
    private void mark(int bits) {
        if ((bits & ~packet.marks()) != 0) {
            packet = packet.withMarks(packet.marks() | bits);
            hits = new PacketHits(packet);
            hitsAfterNotrack = new PacketHits(packet.withState(CtState.UNTRACKED));
        }
    }

    private void rewrite(Rule rule, Hits hits, PortBits live) {
        Action action = rule.action();
        rewritings.add(action, live, hits, doubted);
        if (met != null && action instanceof Action.SourceNat) {
            met.add(rule, live, hits, doubted);
        }
        if (!(action instanceof Action.NoTrack)) {
            accepted.addFrom(live, hits.may());
            live.remove(hits.must());
        } else if (untracked != null) {
            untracked.mark(live, hits, doubted);
        }
    }

    private PortBits enter(String name, Rule rule, Hits hits, PortBits live) {
        Chain called = table.chains().get(name);
        PortBits inside = PortBits.none();
        inside.addFrom(live, hits.may());
        if (called == null || callers.contains(name) || callers.size() >= MAX_DEPTH || !budget.takeJump()) {
            undecided(live, hits, rule);
            return inside;
        }
        return call(called, inside);
    }

    /** They may be accepted, dropped, or go on with any mark. */
    private void undecided(PortBits live, Hits hits, Rule rule) {
        mark(Action.Mark.ANY);
        accepted.addFrom(live, hits.may());
        outcome.drop(live, new Hits(PortRanges.NONE, hits.may()), Decider.of(rule));
        outcome.doubt(live, hits.may(), Decider.of(rule));
        doubted.addFrom(live, hits.may());
    }

    private void doubtWhatIsOpen(Rule rule, Hits hits, PortBits live) {
        if (hits.must() == hits.may()) {
            return;
        }
        PortRanges open = hits.may().intersect(hits.must().complement());
        outcome.doubt(live, open, Decider.of(rule));
        doubted.addFrom(live, open);
    }
}
