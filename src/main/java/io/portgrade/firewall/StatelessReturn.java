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
        for (Firewall firewall : firewalls) {
            if (firewall instanceof Netfilter netfilter) {
                netfilter.tables().stream()
                        .flatMap(table -> table.chains().values().stream())
                        .filter(StatelessReturn::mayBeInbound)
                        .flatMap(chain -> chain.rules().stream())
                        .filter(rule -> isStateless(rule) && lets(rule, ports) > more)
                        .forEach(found::add);
            }
        }
        return new StatelessReturn(found);
    }

    private static boolean mayBeInbound(Chain chain) {
        Chain.Base base = chain.base();
        return base == null || !base.nat() && !OUTBOUND.contains(base.hook());
    }

    private static boolean isStateless(Rule rule) {
        return rule.action() instanceof Action.Accept
                && rule.matches().stream().anyMatch(StatelessReturn::looksAtPorts)
                && rule.matches().stream().noneMatch(StatelessReturn::looksAtState);
    }

    private static boolean looksAtPorts(Match match) {
        return match instanceof Match.Port || parts(match).stream().anyMatch(StatelessReturn::looksAtPorts);
    }

    private static boolean looksAtState(Match match) {
        return match instanceof Match.State
                || match instanceof Match.ConnectionDirection
                || parts(match).stream().anyMatch(StatelessReturn::looksAtState);
    }

    private static List<Match> parts(Match match) {
        if (match instanceof Match.Not not) {
            return List.of(not.match());
        }
        if (match instanceof Match.AllOf all) {
            return all.matches();
        }
        return match instanceof Match.AnyOf any ? any.matches() : List.of();
    }

    /** How many of the ports replies may reach by a rule. */
    private static int lets(Rule rule, PortSet ports) {
        int most = 0;
        for (Family family : Family.values()) {
            for (IpProtocol protocol : List.of(IpProtocol.TCP, IpProtocol.UDP)) {
                PortSet may =
                        PortSet.of(rule.hits(reply(family, protocol)).may().toList());
                most = Math.max(most, may.intersect(ports).size());
            }
        }
        return most;
    }

    private static PacketClass reply(Family family, IpProtocol protocol) {
        return new PacketClass(
                Direction.INBOUND,
                End.DESTINATION,
                family,
                protocol,
                List.of(),
                null,
                null,
                false,
                null,
                CtState.ESTABLISHED,
                true,
                protocol == IpProtocol.TCP ? TcpFlag.bits(Set.of(TcpFlag.SYN, TcpFlag.ACK)) : 0,
                0);
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
            tables.add(new Table(table.name(), table.families(), table.dormant(), chains));
        }
        return new Netfilter(tables, netfilter.families());
    }
}
