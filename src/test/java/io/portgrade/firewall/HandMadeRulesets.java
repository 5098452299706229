package io.portgrade.firewall;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules and tables in few words, and what becomes of them. */
abstract class HandMadeRulesets {

    static final PortRange EPHEMERAL = new PortRange(32_768, 60_999);
    static final Match TCP = Match.Protocol.of(IpProtocol.TCP);
    static final Match ESTABLISHED = new Match.State(Set.of(CtState.ESTABLISHED, CtState.RELATED));
    static final Action ACCEPT = new Action.Accept();
    static final Action DROP = new Action.Drop();

    private int line;

    Rule rule(Action action, Match... matches) {
        line++;
        return new Rule(List.of(matches), action, SourceLocation.of("fw", line), "rule " + line);
    }

    static Match to(PortRanges ports) {
        return new Match.Port(End.DESTINATION, ports);
    }

    static Table filter(boolean accepts, Rule... rules) {
        return filter(accepts, Map.of(), rules);
    }

    static Table filter(boolean accepts, Map<String, List<Rule>> own, Rule... rules) {
        Map<String, Chain> chains = new LinkedHashMap<>();
        chains.put(
                "INPUT",
                new Chain(
                        "INPUT",
                        new Chain.Base(Hook.INPUT, 0, false, accepts),
                        List.of(rules),
                        SourceLocation.of("fw", 1)));
        own.forEach((name, list) ->
                chains.put(name, new Chain(name, null, new ArrayList<>(list), SourceLocation.of("fw", 1))));
        return new Table("filter", Set.of(Family.IPV4), false, chains);
    }

    static PathVerdict tcp(PathKind kind, Table table) {
        return find(analyse(table, List.of()), kind, "any");
    }

    static FirewallAnalysis analyse(Table table, List<Destination> destinations) {
        return analyse(List.of(new Firewall.Netfilter(List.of(table), Set.of(Family.IPV4))), destinations);
    }

    static FirewallAnalysis analyse(List<Firewall> firewalls, List<Destination> destinations) {
        return FirewallAnalysis.of(firewalls, HostTraffic.of(List.of(), null, destinations));
    }

    static PathVerdict find(FirewallAnalysis analysis, PathKind kind, String destination) {
        return analysis.verdicts().stream()
                .filter(verdict -> verdict.direction() == kind
                        && verdict.destination().equals(destination)
                        && verdict.protocol() == IpProtocol.TCP)
                .findFirst()
                .orElseThrow();
    }
}
