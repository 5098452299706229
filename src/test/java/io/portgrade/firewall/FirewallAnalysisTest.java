package io.portgrade.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hand-made rulesets whose outcome follows from {@code nft(8)} and {@code iptables(8)}. */
class FirewallAnalysisTest {

    private static final PortRange EPHEMERAL = new PortRange(32_768, 60_999);
    private static final Match TCP = Match.Protocol.of(IpProtocol.TCP);
    private static final Match ESTABLISHED = new Match.State(Set.of(CtState.ESTABLISHED, CtState.RELATED));
    private static final Action ACCEPT = new Action.Accept();
    private static final Action DROP = new Action.Drop();

    private int line;

    @Test
    void aPolicyOfDropLosesWhatNoRuleLetsIn() {
        PathVerdict verdict = tcp(PathKind.RETURN, filter(false, rule(ACCEPT, TCP, to(PortRanges.of(32_768, 60_000)))));

        assertThat(verdict.allowed()).hasToString("32768-60000");
        assertThat(verdict.blocked().sizeWithin(EPHEMERAL)).isEqualTo(999);
        assertThat(verdict.gapsWithin(EPHEMERAL)).singleElement().satisfies(gap -> {
            assertThat(gap.ports()).hasToString("60001-60999");
            assertThat(gap.verdict()).isEqualTo(Gap.Verdict.DROP);
            assertThat(gap.packet()).isEqualTo("SYN/ACK");
            assertThat(gap.decidedBy().text()).isEqualTo("policy DROP of INPUT");
        });
    }

    @Test
    void aLongRuleIsRepeatedInPart() {
        Rule rule = new Rule(List.of(), DROP, SourceLocation.in("firewall"), "a" + "\uD83D\uDE00".repeat(5_000));

        assertThat(rule.text())
                .hasSizeLessThanOrEqualTo(1_000)
                .startsWith("a\uD83D\uDE00")
                .endsWith("\uDE00…");
        assertThat(rule(DROP).text()).doesNotContain("…");
    }

    @Test
    void establishedBringsEverythingHome() {
        PathVerdict verdict = tcp(PathKind.RETURN, filter(false, rule(ACCEPT, ESTABLISHED)));

        assertThat(verdict.allowed().size()).isEqualTo(65_536);
        assertThat(verdict.gaps()).isEmpty();
        assertThat(tcp(PathKind.NEW_INBOUND, filter(false, rule(ACCEPT, ESTABLISHED)))
                        .allowed()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatIsNotModelledIsUncertainUnlessBothWaysEndAlike() {
        Rule limited = rule(ACCEPT, new Match.Unmodelled("-m limit"));

        assertThat(tcp(PathKind.RETURN, filter(false, limited)).unknown().size())
                .isEqualTo(65_536);
        assertThat(tcp(PathKind.RETURN, filter(true, limited)).allowed().size()).isEqualTo(65_536);
        assertThat(tcp(PathKind.RETURN, filter(false, limited, rule(ACCEPT, TCP)))
                        .allowed()
                        .size())
                .isEqualTo(65_536);
    }

    @Test
    void jumpComesBackAndGotoDoesNot() {
        Rule inside = rule(DROP, TCP, to(PortRanges.of(40_000)));
        Rule after = rule(ACCEPT, TCP);
        Map<String, List<Rule>> own = Map.of("own", List.of(inside));

        assertThat(tcp(PathKind.RETURN, filter(false, own, rule(new Action.Jump("own")), after))
                        .blocked())
                .hasToString("40000");
        assertThat(tcp(PathKind.RETURN, filter(false, own, rule(new Action.Goto("own")), after))
                        .blocked()
                        .size())
                .isEqualTo(65_536);
    }

    @Test
    void chainsInACircleEndUncertain() {
        Map<String, List<Rule>> own = Map.of(
                "a", List.of(rule(new Action.Jump("b"))),
                "b", List.of(rule(new Action.Jump("a"))));

        PathVerdict verdict = tcp(PathKind.RETURN, filter(true, own, rule(new Action.Jump("a"))));

        assertThat(verdict.unknown().size()).isEqualTo(65_536);
    }

    @Test
    void sixtyFourLevelsThatCallTwiceEndInTime() {
        Map<String, List<Rule>> own = new LinkedHashMap<>();
        for (int i = 0; i < 64; i++) {
            Rule next = rule(new Action.Jump("c" + (i + 1)), new Match.Unmodelled("?"));
            own.put("c" + i, List.of(next, next));
        }
        own.put("c64", List.of());

        FirewallAnalysis analysis = analyse(filter(true, own, rule(new Action.Jump("c0"))), List.of());

        assertThat(analysis.complete()).isFalse();
    }

    @Test
    void tellsTheRuleThatCertainlyDropsAndNotOneThatMight() {
        Rule limited = rule(DROP, new Match.Unmodelled("-m limit"));
        Rule named = rule(DROP, TCP, to(PortRanges.of(40_000, 40_099)));
        PathVerdict verdict = tcp(PathKind.RETURN, filter(true, limited, named, limited));

        assertThat(verdict.blocked()).hasToString("40000-40099");
        assertThat(verdict.gapsWithin(new PortRange(39_990, 40_110)))
                .extracting(gap -> gap.ports() + " " + gap.verdict() + " "
                        + gap.decidedBy().text())
                .containsExactly(
                        "39990-39999 UNCERTAIN rule 1", "40000-40099 DROP rule 2", "40100-40110 UNCERTAIN rule 1");
    }

    @Test
    void rulesThatAreNotUnderstoodDoNotAddUp() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Match wide = to(PortRanges.of(i % 1_000, 60_000 + i % 1_000));
            rules.add(rule(DROP, new Match.Unmodelled("?"), wide));
        }

        FirewallAnalysis analysis = analyse(filter(true, rules.toArray(Rule[]::new)), List.of());

        assertThat(analysis.complete()).isFalse();
        assertThat(find(analysis, PathKind.RETURN, "any").unknown().contains(40_000))
                .isTrue();
    }

    @Test
    void rulesAfterNotrackSeeItAndRulesBeforeDoNot() {
        Rule invalid = rule(DROP, TCP, new Match.State(Set.of(CtState.INVALID)));
        Rule untracked = rule(DROP, TCP, new Match.State(Set.of(CtState.UNTRACKED)));
        Rule notrack = rule(new Action.NoTrack(), TCP, to(PortRanges.of(50_000, 50_009)));

        assertThat(tcp(PathKind.RETURN, raw(notrack, untracked)).blocked()).hasToString("50000-50009");
        assertThat(tcp(PathKind.RETURN, raw(untracked, notrack)).blocked().isEmpty())
                .isTrue();
        assertThat(tcp(PathKind.RETURN, raw(notrack, invalid)).blocked().complement())
                .hasToString("50000-50009");
    }

    private static Table raw(Rule... rules) {
        Chain chain = new Chain(
                "PREROUTING",
                new Chain.Base(Hook.PREROUTING, -300, false, true),
                List.of(rules),
                SourceLocation.of("fw", 1));
        return new Table("raw", Set.of(Family.IPV4), false, Map.of("PREROUTING", chain));
    }

    @Test
    void onTheLoopbackInterfaceBothWaysLeaveByOutput() {
        Chain raw = new Chain(
                "OUTPUT",
                new Chain.Base(Hook.OUTPUT, -300, false, true),
                List.of(rule(new Action.NoTrack())),
                SourceLocation.of("fw", 1));
        Chain output = new Chain(
                "OUTPUT",
                new Chain.Base(Hook.OUTPUT, 0, false, true),
                List.of(rule(DROP, TCP, to(PortRanges.of(50_000, 50_009)))),
                SourceLocation.of("fw", 1));
        Firewall both = new Firewall.Netfilter(
                List.of(
                        new Table("raw", Set.of(Family.IPV4), false, Map.of("OUTPUT", raw)),
                        new Table("filter", Set.of(Family.IPV4), false, Map.of("OUTPUT", output))),
                Set.of(Family.IPV4));

        FirewallAnalysis analysis = analyse(List.of(both), List.of(new Destination("127.0.0.1", 443, "tcp")));

        assertThat(find(analysis, PathKind.RETURN, "127.0.0.1:443").blocked()).hasToString("50000-50009");
    }

    @Test
    void untrackedRepliesAreNotEstablished() {
        Chain raw = new Chain(
                "PREROUTING",
                new Chain.Base(Hook.PREROUTING, -300, false, true),
                List.of(rule(new Action.NoTrack(), TCP, to(PortRanges.of(50_000, 50_009)))),
                SourceLocation.of("fw", 1));
        Table filter = filter(false, rule(ACCEPT, ESTABLISHED));
        Table table = new Table("raw", Set.of(Family.IPV4), false, Map.of("PREROUTING", raw));

        PathVerdict verdict = find(
                analyse(List.of(new Firewall.Netfilter(List.of(table, filter), Set.of(Family.IPV4))), List.of()),
                PathKind.RETURN,
                "any");

        assertThat(verdict.blocked()).hasToString("50000-50009");
        assertThat(verdict.gaps().get(0).state()).isEqualTo(CtState.UNTRACKED);
    }

    @Test
    void notrackAfterConnectionTrackingDoesNothing() {
        Table late = table("late", Hook.POSTROUTING, -300, false, rule(new Action.NoTrack(), TCP));

        PathVerdict verdict = any(late, filter(false, rule(ACCEPT, ESTABLISHED)));

        assertThat(verdict.allowed().size()).isEqualTo(65_536);
    }

    @Test
    void anAnswerToWhatIsNotTrackedMeetsNat() {
        Table raw = table("raw", Hook.OUTPUT, -300, false, rule(new Action.NoTrack(), TCP));
        Action redirect = new Action.DestinationNat(null, new PortRange(99, 99));
        Table nat = table("nat", Hook.PREROUTING, -100, true, rule(redirect, TCP, to(PortRanges.of(40_000, 40_009))));

        PathVerdict verdict = any(raw, nat);

        assertThat(verdict.unknown()).as("what is sent elsewhere, and where to").hasToString("99,40000-40009");
        assertThat(verdict.allowed().size()).isEqualTo(65_525);
    }

    @Test
    void aHundredThousandRulesThatUntrackAreKeptAsOne() {
        Rule[] rules = new Rule[100_000];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = rule(new Action.NoTrack(), TCP, to(PortRanges.of(i % 50_000)));
        }

        PathVerdict verdict =
                any(table("raw", Hook.PREROUTING, -300, false, rules), filter(false, rule(ACCEPT, ESTABLISHED)));

        assertThat(verdict.blocked()).hasToString("0-49999");
    }

    @Test
    void moreKindsOfNatThanAreToldApartAreNotTold() {
        Rule[] rules = new Rule[40];
        for (int i = 0; i < rules.length; i++) {
            Action elsewhere =
                    new Action.DestinationNat(AddressRange.find("10.0.0." + i).orElseThrow(), null);
            rules[i] = rule(elsewhere, TCP, new Match.Port(End.SOURCE, PortRanges.of(50_000 + i)));
        }

        PathVerdict verdict = any(table("nat", Hook.OUTPUT, -100, true, rules), filter(true));

        assertThat(verdict.unknown()).hasToString("50000-50039");
    }

    @Test
    void answersFromTheOtherPlaceMayNotBeTracked() {
        Match fromLow = new Match.Port(End.SOURCE, PortRanges.of(1_024, 60_000));
        Table raw = table("raw", Hook.PREROUTING, -300, false, rule(new Action.NoTrack(), TCP, fromLow));
        Action elsewhere =
                new Action.DestinationNat(AddressRange.find("10.0.0.9").orElseThrow(), new PortRange(8_443, 8_443));
        Match fromPort = new Match.Port(End.SOURCE, PortRanges.of(50_000));
        Table nat = table("nat", Hook.OUTPUT, -100, true, rule(elsewhere, TCP, fromPort));
        Firewall netfilter = new Firewall.Netfilter(List.of(raw, nat), Set.of(Family.IPV4));
        FirewallAnalysis analysis = analyse(List.of(netfilter), List.of(new Destination("10.0.0.2", 443, "tcp")));

        PathVerdict verdict = find(analysis, PathKind.RETURN, "10.0.0.2:443");

        assertThat(verdict.unknown()).hasToString("50000");
        assertThat(verdict.allowed().size()).isEqualTo(65_535);
    }

    @Test
    void natOfWhatIsAnsweredUntrackedIsNotTold() {
        Table raw = table("raw", Hook.PREROUTING, -300, false, rule(new Action.NoTrack(), TCP));
        Table nat = table("nat", Hook.POSTROUTING, 100, true, rule(new Action.SourceNat(null), TCP));

        assertThat(any(raw, nat).unknown().size()).isEqualTo(65_536);
    }

    @Test
    void sourceNatOnTheLoopbackInterfaceIsNotTold() {
        Table nat = table("nat", Hook.POSTROUTING, 100, true, rule(new Action.SourceNat(null), TCP));
        FirewallAnalysis analysis = analyse(nat, List.of(new Destination("127.0.0.1", 443, "tcp")));

        assertThat(find(analysis, PathKind.RETURN, "127.0.0.1:443").unknown().size())
                .isEqualTo(65_536);
        assertThat(find(analysis, PathKind.RETURN, "any").allowed().size()).isEqualTo(65_536);
    }

    private static Table table(String name, Hook hook, int priority, boolean nat, Rule... rules) {
        Chain.Base base = new Chain.Base(hook, priority, nat, true);
        Chain chain = new Chain(name, base, List.of(rules), SourceLocation.of("fw", 1));
        return new Table(name, Set.of(Family.IPV4), false, Map.of(name, chain));
    }

    private static PathVerdict any(Table... tables) {
        Firewall netfilter = new Firewall.Netfilter(List.of(tables), Set.of(Family.IPV4));
        return find(analyse(List.of(netfilter), List.of()), PathKind.RETURN, "any");
    }

    @Test
    void aDestinationIsJudgedByItsOwnAddressAndAnyByAll() {
        Match fromTen = new Match.Address(
                End.SOURCE, AddressSet.of(AddressRange.find("10.0.0.0/8").orElseThrow()));
        FirewallAnalysis analysis = analyse(
                filter(false, rule(ACCEPT, fromTen)),
                List.of(new Destination("10.1.2.3", 443, "tcp"), new Destination("192.0.2.9", 443, "tcp")));

        assertThat(find(analysis, PathKind.RETURN, "10.1.2.3:443").allowed().size())
                .isEqualTo(65_536);
        assertThat(find(analysis, PathKind.RETURN, "192.0.2.9:443").blocked().size())
                .isEqualTo(65_536);
        PathVerdict any = find(analysis, PathKind.RETURN, "any");
        assertThat(any.unknown().size()).isEqualTo(65_536);
        assertThat(any.disputed().isEmpty()).isTrue();
        assertThat(any.gaps().get(0).remote()).hasToString("203.0.113.7");
    }

    @Test
    void aBlocklistDisputesAndNoMore() {
        Match listed = new Match.Address(
                End.SOURCE, AddressSet.of(AddressRange.find("198.51.100.0/24").orElseThrow()));
        FirewallAnalysis analysis = analyse(filter(true, rule(DROP, listed)), List.of());

        assertThat(find(analysis, PathKind.RETURN, "any").disputed().size()).isEqualTo(65_536);
    }

    @Test
    void aNetworkAclSeesTheRangeAfterSourceNat() {
        Chain post = new Chain(
                "POSTROUTING",
                new Chain.Base(Hook.POSTROUTING, 100, true, true),
                List.of(rule(new Action.SourceNat(new PortRange(2_000, 2_999)), TCP)),
                SourceLocation.of("fw", 1));
        Firewall nat = new Firewall.Netfilter(
                List.of(new Table("nat", Set.of(Family.IPV4), false, Map.of("POSTROUTING", post))),
                Set.of(Family.IPV4));
        Firewall acl = new Firewall.NetworkAcl(
                List.of(rule(ACCEPT, TCP, to(PortRanges.of(2_000, 2_999)))),
                List.of(rule(ACCEPT)),
                Set.of(Family.IPV4));

        assertThat(find(analyse(List.of(nat, acl), List.of()), PathKind.RETURN, "any")
                        .allowed()
                        .size())
                .isEqualTo(65_536);
        assertThat(find(analyse(List.of(acl), List.of()), PathKind.RETURN, "any")
                        .allowed())
                .hasToString("2000-2999");
    }

    private Rule rule(Action action, Match... matches) {
        line++;
        return new Rule(List.of(matches), action, SourceLocation.of("fw", line), "rule " + line);
    }

    private static Match to(PortRanges ports) {
        return new Match.Port(End.DESTINATION, ports);
    }

    private static Table filter(boolean accepts, Rule... rules) {
        return filter(accepts, Map.of(), rules);
    }

    private static Table filter(boolean accepts, Map<String, List<Rule>> own, Rule... rules) {
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

    private static PathVerdict tcp(PathKind kind, Table table) {
        return find(analyse(table, List.of()), kind, "any");
    }

    private static FirewallAnalysis analyse(Table table, List<Destination> destinations) {
        return analyse(List.of(new Firewall.Netfilter(List.of(table), Set.of(Family.IPV4))), destinations);
    }

    private static FirewallAnalysis analyse(List<Firewall> firewalls, List<Destination> destinations) {
        return FirewallAnalysis.of(firewalls, List.of(), null, destinations);
    }

    private static PathVerdict find(FirewallAnalysis analysis, PathKind kind, String destination) {
        return analysis.verdicts().stream()
                .filter(verdict -> verdict.direction() == kind
                        && verdict.destination().equals(destination)
                        && verdict.protocol() == IpProtocol.TCP)
                .findFirst()
                .orElseThrow();
    }
}
