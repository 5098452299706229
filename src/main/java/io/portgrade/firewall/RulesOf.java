package io.portgrade.firewall;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Every rule of some firewalls, whichever kind they are. */
record RulesOf(List<Firewall> firewalls) implements Iterable<Rule> {

    @Override
    public Iterator<Rule> iterator() {
        return stream().iterator();
    }

    Stream<Rule> stream() {
        return firewalls.stream().flatMap(RulesOf::of);
    }

    private static Stream<Rule> of(Firewall firewall) {
        if (firewall instanceof Firewall.Netfilter netfilter) {
            return netfilter.tables().stream()
                    .flatMap(table -> table.chains().values().stream())
                    .flatMap(chain -> chain.rules().stream());
        }
        if (firewall instanceof Firewall.SecurityGroups groups) {
            return Stream.concat(groups.inbound().stream(), groups.outbound().stream());
        }
        if (firewall instanceof Firewall.NetworkAcl acl) {
            return Stream.concat(acl.inbound().stream(), acl.outbound().stream());
        }
        if (firewall instanceof Firewall.PacketFilter filter) {
            return filter.rules().stream().map(Firewall.PfRule::rule);
        }
        return ((Firewall.WindowsFirewall) firewall).rules().stream().map(Firewall.WindowsRule::rule);
    }
}
