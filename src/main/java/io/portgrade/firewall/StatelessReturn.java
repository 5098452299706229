package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rules of netfilter that let replies in for what their ports are, without asking whether they belong to a connection.
 *
 * @param rules in the order of the documents
 */
public record StatelessReturn(List<Rule> rules) {

    private static final Set<Hook> OUTBOUND = EnumSet.of(Hook.FORWARD, Hook.OUTPUT, Hook.POSTROUTING);
    private static final Match REPLY = new Match.State(Set.of(CtState.ESTABLISHED, CtState.RELATED));

    public StatelessReturn {
        rules = List.copyOf(rules);
    }

    /**
     * Finds the rules that may be such; whether a reply needs them is for an analysis to say.
     *
     * @param ports to which replies come
     * @param more than so many of them such a rule must let in; others are for a service
     */
    public static StatelessReturn find(List<Firewall> firewalls, PortSet ports, int more) {
        List<Rule> found = new ArrayList<>();
        StatelessAccepts accepts = new StatelessAccepts(ports, more);
        for (Firewall firewall : firewalls) {
            if (firewall instanceof Netfilter netfilter) {
                netfilter.tables().stream()
                        .flatMap(table -> table.chains().values().stream())
                        .filter(StatelessReturn::mayBeInbound)
                        .flatMap(chain -> chain.rules().stream())
                        .filter(accepts::include)
                        .forEach(found::add);
            }
        }
        return new StatelessReturn(found);
    }

    private static boolean mayBeInbound(Chain chain) {
        Chain.Base base = chain.base();
        return base == null || !base.nat() && !OUTBOUND.contains(base.hook());
    }

    /** The firewalls without these rules. */
    public List<Firewall> removedFrom(List<Firewall> firewalls) {
        return changed(firewalls, rule -> null);
    }

    /** The firewalls with these rules asking for a connection that the packet belongs to. */
    public List<Firewall> madeStatefulIn(List<Firewall> firewalls) {
        return changed(firewalls, rule -> {
            List<Match> matches = new ArrayList<>(rule.matches());
            matches.add(REPLY);
            return new Rule(matches, rule.action(), rule.source(), rule.text());
        });
    }

    private List<Firewall> changed(List<Firewall> firewalls, UnaryOperator<@Nullable Rule> change) {
        Set<Rule> these = Collections.newSetFromMap(new IdentityHashMap<>());
        these.addAll(rules);
        return firewalls.stream()
                .map(firewall -> firewall instanceof Netfilter netfilter ? changed(netfilter, these, change) : firewall)
                .toList();
    }

    private static Firewall changed(Netfilter netfilter, Set<Rule> these, UnaryOperator<@Nullable Rule> change) {
        List<Table> tables = new ArrayList<>();
        for (Table table : netfilter.tables()) {
            Map<String, Chain> chains = new LinkedHashMap<>();
            table.chains().forEach((name, chain) -> {
                List<Rule> kept = new ArrayList<>();
                for (Rule rule : chain.rules()) {
                    Rule other = these.contains(rule) ? change.apply(rule) : rule;
                    if (other != null) {
                        kept.add(other);
                    }
                }
                chains.put(name, new Chain(chain.name(), chain.base(), kept, chain.source()));
            });
            tables.add(table.with(chains));
        }
        return new Netfilter(tables, netfilter.families());
    }
}
