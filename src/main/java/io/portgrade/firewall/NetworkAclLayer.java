package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.List;

/** A network ACL: every packet on its own. */
record NetworkAclLayer(RuleList inbound, RuleList outbound) implements Layer {

    static NetworkAclLayer of(Firewall.NetworkAcl acl, StepBudget budget) {
        List<Rule> any = acl.inbound().isEmpty() ? acl.outbound() : acl.inbound();
        String source = any.isEmpty() ? "firewall" : any.get(0).source().source();
        return new NetworkAclLayer(
                new RuleList(
                        acl.inbound(),
                        false,
                        new Decider(source, null, "no inbound entry of the network ACL allows it"),
                        budget),
                new RuleList(
                        acl.outbound(),
                        false,
                        new Decider(source, null, "no outbound entry of the network ACL allows it"),
                        budget));
    }

    @Override
    public boolean isOutside() {
        return true;
    }

    @Override
    public List<Passage> judge(Flow flow) {
        List<Passage> passages = new ArrayList<>();
        for (Conversation.Step step : Conversation.of(flow.protocol(), flow.inbound())) {
            boolean towards = step.forward() == flow.inbound();
            Direction leg = towards ? Direction.INBOUND : Direction.OUTBOUND;
            Outcome outcome = (towards ? inbound : outbound).judge(flow.packet(step, leg, CtState.UNTRACKED, false));
            passages.add(new Passage(step.name(), towards, CtState.UNTRACKED, outcome));
        }
        return passages;
    }
}
