package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.PfRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * pf: what the rules say about a connection's first packet holds for all of it where a state is kept, and each packet is
 * on its own where none is. {@code pf.conf(5), OpenBSD 7.5}. Neighbour discovery is filtered like the rest of ICMPv6; the state
 * of a question lets its answer in ({@code pf_icmp_mapping} in {@code sys/net/pf.c} of OpenBSD and, since FreeBSD-EN-24:16.pf,
 * of FreeBSD).
 */
final class PacketFilterLayer implements Layer {

    private static final Decider NO_STATE = new Decider("firewall", null, "passed without keeping state");

    private final RuleList[] rules = new RuleList[2];
    private final RuleList[] statefulOnly = new RuleList[2];

    PacketFilterLayer(Firewall.PacketFilter filter, StepBudget budget) {
        for (Direction direction : Direction.values()) {
            int index = direction.ordinal();
            List<PfRule> ordered = ordered(filter.rules(), direction);
            rules[index] = new RuleList(ordered.stream().map(PfRule::rule).toList(), true, NO_STATE, budget);
            statefulOnly[index] = new RuleList(
                    ordered.stream().map(PacketFilterLayer::dropWithoutState).toList(), false, NO_STATE, budget);
        }
    }

    private static List<PfRule> ordered(List<PfRule> all, Direction direction) {
        Predicate<PfRule> own = rule -> rule.directions().contains(direction);
        List<PfRule> ordered =
                new ArrayList<>(all.stream().filter(own).filter(PfRule::quick).toList());
        List<PfRule> last = new ArrayList<>(
                all.stream().filter(own).filter(rule -> !rule.quick()).toList());
        Collections.reverse(last);
        ordered.addAll(last);
        return ordered;
    }

    private static Rule dropWithoutState(PfRule rule) {
        Rule own = rule.rule();
        boolean stateless = own.action() instanceof Action.Accept && !rule.keepsState();
        return stateless ? new Rule(own.matches(), new Action.Drop(), own.source(), own.text()) : own;
    }

    @Override
    public List<Passage> judge(Flow flow) {
        List<Conversation.Step> steps = Conversation.of(flow.protocol(), flow.inbound());
        Conversation.Step first = steps.get(0);
        Outcome stateful = statefulOnly[flow.legs(first).get(0).ordinal()].judge(packet(flow, first, 0));
        List<Passage> passages = new ArrayList<>();
        for (Conversation.Step step : steps) {
            for (int leg = 0; leg < flow.legs(step).size(); leg++) {
                PacketClass packet = packet(flow, step, leg);
                Outcome outcome = rules[packet.direction().ordinal()].judge(packet);
                if (step != first) {
                    outcome.mayPass.add(stateful.mayPass);
                    outcome.mayDrop.retain(stateful.mayDrop);
                }
                passages.add(new Passage(step.name(), step.forward() == flow.inbound(), packet.state(), outcome));
            }
        }
        if (flow.family() == Family.IPV6 && !flow.loopback()) {
            Direction asking = flow.inbound() ? Direction.INBOUND : Direction.OUTBOUND;
            discover(flow, asking, passages);
        }
        return passages;
    }

    /** The question of the side that opens the connection, and its answer; the other side has learned from the question. */
    private void discover(Flow flow, Direction asking, List<Passage> passages) {
        Direction answering = asking == Direction.INBOUND ? Direction.OUTBOUND : Direction.INBOUND;
        PacketClass question = flow.discovery(asking, Discovery.SOLICITATION);
        Outcome asked = rules[asking.ordinal()].judge(question);
        Outcome stateful = statefulOnly[asking.ordinal()].judge(question);
        Outcome answered = rules[answering.ordinal()].judge(flow.discovery(answering, Discovery.ADVERTISEMENT));
        answered.mayPass.add(stateful.mayPass);
        answered.mayDrop.retain(stateful.mayDrop);
        passages.add(Discovery.passage(asking, Discovery.SOLICITATION, asked));
        passages.add(Discovery.passage(answering, Discovery.ADVERTISEMENT, answered));
    }

    private static PacketClass packet(Flow flow, Conversation.Step step, int leg) {
        return flow.packet(step, flow.legs(step).get(leg), CtState.UNTRACKED, false);
    }
}
