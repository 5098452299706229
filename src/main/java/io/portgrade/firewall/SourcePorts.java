package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.Optional;

/**
 * Ports that source NAT gives to connections.
 *
 * @param rule that says so
 */
public record SourcePorts(Rule rule, PortRange ports) {

    /** Every rule of netfilter that names such ports. */
    public static List<SourcePorts> of(List<Firewall> firewalls) {
        return new RulesOf(firewalls)
                .stream().flatMap(rule -> find(rule).stream()).toList();
    }

    private static Optional<SourcePorts> find(Rule rule) {
        return rule.action() instanceof Action.SourceNat nat && nat.ports() != null
                ? Optional.of(new SourcePorts(rule, nat.ports()))
                : Optional.empty();
    }
}
