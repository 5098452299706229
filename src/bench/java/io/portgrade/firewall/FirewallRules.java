package io.portgrade.firewall;

import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Rulesets of any length: accepts and drops of ports by turns, no rule that lets established connections in. */
final class FirewallRules {

    private static final int LOWEST = 1_024;
    private static final int WIDEST = 64;

    private FirewallRules() {}

    /** Single ports and short ranges, for addresses of which some are the destination's; a policy of drop. */
    static List<Firewall> mixed(int rules) {
        Random random = new Random(rules);
        List<Rule> list = new ArrayList<>(rules);
        for (int i = 0; i < rules; i++) {
            int low = LOWEST + random.nextInt(60_000);
            int high = low + (random.nextBoolean() ? 0 : random.nextInt(WIDEST));
            List<Match> matches = new ArrayList<>();
            matches.add(Match.Protocol.of(random.nextInt(8) == 0 ? IpProtocol.UDP : IpProtocol.TCP));
            matches.add(new Match.Port(End.DESTINATION, PortRanges.of(low, high)));
            if (random.nextInt(4) == 0) {
                matches.add(new Match.Address(
                        End.SOURCE,
                        AddressSet.of(AddressRange.find("10." + random.nextInt(4) + ".0.0/16")
                                .orElseThrow())));
            }
            list.add(rule(i, random.nextBoolean() ? new Action.Accept() : new Action.Drop(), matches));
        }
        return netfilter(list);
    }

    /** The base chain of one of these rulesets. */
    static Chain input(List<Firewall> firewalls) {
        Table filter = ((Firewall.Netfilter) firewalls.get(0)).tables().get(0);
        return Objects.requireNonNull(filter.chains().get("INPUT"));
    }

    private static Rule rule(int index, Action action, List<Match> matches) {
        return new Rule(matches, action, SourceLocation.of("firewall[0]", index + 1), "rule " + index);
    }

    private static List<Firewall> netfilter(List<Rule> rules) {
        List<Rule> all = new ArrayList<>(rules);
        all.add(rule(rules.size(), new Action.Accept(), List.of(new Match.State(Set.of(CtState.RELATED)))));
        Chain input = new Chain(
                "INPUT", new Chain.Base(Hook.INPUT, 0, false, false), all, SourceLocation.of("firewall[0]", 1));
        Table filter = new Table("filter", Set.of(Family.IPV4), false, Map.of("INPUT", input));
        return List.of(new Firewall.Netfilter(List.of(filter), Set.of(Family.IPV4)));
    }
}
