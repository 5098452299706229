package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.Firewall.PacketFilter;
import io.portgrade.firewall.Firewall.PfRule;
import io.portgrade.firewall.Firewall.SecurityGroups;
import io.portgrade.firewall.Firewall.WindowsFirewall;
import io.portgrade.firewall.Firewall.WindowsRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which rules and policies let a connection from anywhere in, at one port for which it is known that they do. */
public final class Admission {

    private static final int MAX_DEPTH = 64;

    private final Family family;
    private final PacketHits hits;
    private final int port;
    private final Set<Decider> deciders = new LinkedHashSet<>();

    private Admission(Family family, IpProtocol protocol, int port) {
        this.family = family;
        this.hits = new PacketHits(PacketClass.fromAnywhere(family, protocol, CtState.NEW, Set.of(TcpFlag.SYN)));
        this.port = port;
    }

    /** One for each place that has a say; empty when no rule and no policy is about it. */
    public static List<Decider> of(List<Firewall> firewalls, Family family, IpProtocol protocol, int port) {
        Admission admission = new Admission(family, protocol, port);
        firewalls.stream()
                .filter(firewall -> firewall.families().contains(family))
                .forEach(admission::look);
        return List.copyOf(admission.deciders);
    }

    private void look(Firewall firewall) {
        if (firewall instanceof Netfilter netfilter) {
            netfilter.tables().forEach(this::look);
        } else if (firewall instanceof SecurityGroups groups) {
            firstAccepting(groups.inbound());
        } else if (firewall instanceof WindowsFirewall windows) {
            firstAccepting(windows.rules().stream()
                    .filter(rule -> rule.direction() == Direction.INBOUND)
                    .map(WindowsRule::rule)
                    .toList());
        } else if (firewall instanceof PacketFilter filter) {
            firstAccepting(filter.rules().stream()
                    .filter(rule -> rule.directions().contains(Direction.INBOUND))
                    .map(PfRule::rule)
                    .toList());
        }
    }

    private void firstAccepting(List<Rule> rules) {
        rules.stream()
                .filter(rule -> rule.action() instanceof Action.Accept && matches(rule))
                .findFirst()
                .ifPresent(rule -> deciders.add(Decider.of(rule)));
    }

    private void look(Table table) {
        if (table.dormant() || !table.families().contains(family)) {
            return;
        }
        for (Chain chain : table.chains().values()) {
            Chain.Base base = chain.base();
            boolean judges = base != null && base.hook() == Hook.INPUT && !base.nat();
            if (judges && !new Walk(table).endsIn(chain) && !chain.rules().isEmpty()) {
                deciders.add(new Decider(
                        chain.source().source(), chain.source().line(), "policy ACCEPT of " + chain.name()));
            }
        }
    }

    /** A way through the chains of a table; one that the packet came back from once is not walked again. */
    private final class Walk {

        private final Table table;
        private final List<String> callers = new ArrayList<>();
        private final Set<String> returned = new HashSet<>();

        Walk(Table table) {
            this.table = table;
        }

        /** Whether the packet's way ends in the chain or in one that it calls. */
        boolean endsIn(Chain chain) {
            for (Rule rule : chain.rules()) {
                if (!matches(rule)) {
                    continue;
                }
                Action action = rule.action();
                if (action instanceof Action.Accept) {
                    deciders.add(Decider.of(rule));
                    return true;
                }
                String called = called(action);
                if (called != null && endsIn(called)) {
                    return true;
                }
                if (action instanceof Action.Return || action instanceof Action.Goto) {
                    return false;
                }
            }
            return false;
        }

        private boolean endsIn(String called) {
            Chain chain = table.chains().get(called);
            boolean isNew = !callers.contains(called) && !returned.contains(called);
            if (chain == null || !isNew || callers.size() >= MAX_DEPTH) {
                return false;
            }
            callers.add(called);
            boolean ended = endsIn(chain);
            callers.remove(called);
            returned.add(called);
            return ended;
        }
    }

    private static @Nullable String called(Action action) {
        if (action instanceof Action.Jump jump) {
            return jump.chain();
        }
        return action instanceof Action.Goto goTo ? goTo.chain() : null;
    }

    private boolean matches(Rule rule) {
        return hits.of(rule).must().contains(port);
    }
}
