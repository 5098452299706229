package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.SecurityGroups;
import io.portgrade.firewall.Firewall.WindowsFirewall;
import io.portgrade.firewall.Firewall.WindowsRule;
import java.util.Comparator;
import java.util.List;

/** A firewall that judges who may open a connection, and lets the rest of it pass. */
record StatefulLayer(RuleList inbound, RuleList outbound, boolean isOutside) implements Layer {

    static StatefulLayer of(SecurityGroups groups, StepBudget budget) {
        return new StatefulLayer(
                new RuleList(
                        groups.inbound(), false, implicitDeny(groups.inbound(), groups.outbound(), "inbound"), budget),
                new RuleList(
                        groups.outbound(),
                        false,
                        implicitDeny(groups.outbound(), groups.inbound(), "outbound"),
                        budget),
                true);
    }

    private static Decider implicitDeny(List<Rule> rules, List<Rule> others, String direction) {
        List<Rule> any = rules.isEmpty() ? others : rules;
        String source = any.isEmpty() ? "firewall" : any.get(0).source().source();
        return new Decider(source, null, "no " + direction + " rule of the security group allows it");
    }

    static StatefulLayer of(WindowsFirewall firewall, StepBudget budget) {
        return new StatefulLayer(
                windows(firewall, Direction.INBOUND, firewall.allowsInboundByDefault(), budget),
                windows(firewall, Direction.OUTBOUND, firewall.allowsOutboundByDefault(), budget),
                false);
    }

    /** Bypassing rules, then blocking ones, then allowing ones. */
    private static RuleList windows(
            WindowsFirewall firewall, Direction direction, boolean allowsByDefault, StepBudget budget) {
        List<Rule> rules = firewall.rules().stream()
                .filter(rule -> rule.direction() == direction)
                .sorted(Comparator.comparingInt(StatefulLayer::rank))
                .map(WindowsRule::rule)
                .toList();
        String source = firewall.rules().isEmpty()
                ? "firewall"
                : firewall.rules().get(0).rule().source().source();
        String name = direction == Direction.INBOUND ? "inbound" : "outbound";
        return new RuleList(
                rules,
                allowsByDefault,
                new Decider(source, null, "the profile blocks " + name + " by default"),
                budget);
    }

    private static int rank(WindowsRule rule) {
        if (rule.bypasses()) {
            return 0;
        }
        return rule.rule().action() instanceof Action.Drop ? 1 : 2;
    }

    @Override
    public List<Passage> judge(Flow flow) {
        Conversation.Step first =
                Conversation.of(flow.protocol(), flow.inbound()).get(0);
        Direction leg = flow.inbound() ? Direction.INBOUND : Direction.OUTBOUND;
        PacketClass packet = flow.packet(first, leg, CtState.NEW, false);
        Outcome outcome = (flow.inbound() ? inbound : outbound).judge(packet);
        return List.of(new Passage(first.name(), flow.inbound(), CtState.NEW, outcome));
    }
}
