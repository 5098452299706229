package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports that source NAT gives to connections.
 *
 * @param rule that says so
 * @param certain whether connections of the host certainly meet it; else they may
 */
public record SourcePorts(Rule rule, PortRange ports, boolean certain) {

    /** Every rule of netfilter that names such ports and that the host's own connections may meet. */
    public static List<SourcePorts> of(List<Firewall> firewalls, HostTraffic traffic) {
        RulesOf all = new RulesOf(firewalls);
        List<Rule> naming = all.stream().filter(SourcePorts::namesPorts).toList();
        if (naming.isEmpty()) {
            return List.of();
        }
        StepBudget budget = new StepBudget(all.stream().count());
        MetSourceNat met = new MetSourceNat();
        new SourceNatSearch(firewalls, traffic).run(met, budget);
        List<SourcePorts> found = new ArrayList<>();
        for (Rule rule : naming) {
            Boolean certain = budget.wasShort() ? Boolean.FALSE : met.find(rule);
            if (certain != null && rule.action() instanceof Action.SourceNat nat && nat.ports() != null) {
                found.add(new SourcePorts(rule, nat.ports(), certain));
            }
        }
        return found;
    }

    private static boolean namesPorts(Rule rule) {
        return rule.action() instanceof Action.SourceNat nat && nat.ports() != null;
    }
}
