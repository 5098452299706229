package io.portgrade.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What connection tracking and NAT make of hand-made rulesets. */
class TrackingAndNatTest extends HandMadeRulesets {

    private static Table raw(Rule... rules) {
        Chain chain = new Chain(
                "PREROUTING",
                new Chain.Base(Hook.PREROUTING, -300, false, true),
                List.of(rules),
                SourceLocation.of("fw", 1));
        return new Table("raw", Set.of(Family.IPV4), false, Map.of("PREROUTING", chain));
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
    void whatIsSentToAPortThatAnswersUntrackedIsNotTold() {
        Match fromServer = new Match.Port(End.SOURCE, PortRanges.of(8_443));
        Table raw = table("raw", Hook.OUTPUT, -300, false, rule(new Action.NoTrack(), TCP, fromServer));
        Action redirect = new Action.DestinationNat(null, new PortRange(8_443, 8_443));
        Table nat = table("nat", Hook.PREROUTING, -100, true, rule(redirect, TCP, to(PortRanges.of(50_000))));
        Firewall netfilter = new Firewall.Netfilter(List.of(raw, nat), Set.of(Family.IPV4));

        PathVerdict verdict = find(analyse(List.of(netfilter), List.of()), PathKind.NEW_INBOUND, "any");

        assertThat(verdict.unknown()).hasToString("50000");
    }

    @Test
    void natOfWhatIsAnsweredUntrackedIsNotTold() {
        Table raw = table("raw", Hook.PREROUTING, -300, false, rule(new Action.NoTrack(), TCP));
        Table nat = table("nat", Hook.POSTROUTING, 100, true, rule(new Action.SourceNat(null, false), TCP));

        assertThat(any(raw, nat).unknown().size()).isEqualTo(65_536);
    }

    @Test
    void sourceNatOnTheLoopbackInterfaceIsNotTold() {
        Table nat = table("nat", Hook.POSTROUTING, 100, true, rule(new Action.SourceNat(null, false), TCP));
        FirewallAnalysis analysis = analyse(nat, List.of(new Destination("127.0.0.1", 443, "tcp")));

        assertThat(find(analysis, PathKind.RETURN, "127.0.0.1:443").unknown().size())
                .isEqualTo(65_536);
        assertThat(find(analysis, PathKind.RETURN, "any").allowed().size()).isEqualTo(65_536);
    }

    /** A connection has been looked at on its way out by then. */
    @Test
    void natSeesNothingComeInByTheLoopbackInterface() {
        Table nat = table("nat", Hook.PREROUTING, -100, true, rule(new Action.Drop(), TCP));
        FirewallAnalysis analysis = analyse(nat, List.of(new Destination("127.0.0.1", 443, "tcp")));

        assertThat(find(analysis, PathKind.EGRESS, "127.0.0.1:443").allowed().size())
                .isEqualTo(65_536);
        assertThat(find(analysis, PathKind.NEW_INBOUND, "any").allowed().isEmpty())
                .isTrue();
    }

    @Test
    void aNetworkAclSeesTheRangeAfterSourceNat() {
        Rule nat = rule(new Action.SourceNat(new PortRange(2_000, 2_999), false), TCP);
        Firewall acl = acl(PortRanges.of(2_000, 2_999));

        assertThat(find(analyse(List.of(translating(nat), acl), List.of()), PathKind.RETURN, "any")
                        .allowed()
                        .size())
                .isEqualTo(65_536);
        assertThat(find(analyse(List.of(acl), List.of()), PathKind.RETURN, "any")
                        .allowed())
                .hasToString("2000-2999");
    }

    /** What rules match is not known without the host's addresses. */
    @Test
    void sourceNatThatMayBeMetLeavesOpenWhichPortsAreSeen() {
        Match containers = new Match.Address(
                End.SOURCE, AddressSet.of(AddressRange.find("172.17.0.0/16").orElseThrow()));
        Rule nat = rule(new Action.SourceNat(new PortRange(2_000, 2_999), false), TCP, containers);
        Firewall acl = acl(PortRanges.of(2_000, 2_999));
        List<Firewall> both = List.of(translating(nat), acl);

        PathVerdict unknown = find(analyse(both, List.of()), PathKind.RETURN, "any");
        assertThat(unknown.allowed()).hasToString("2000-2999");
        assertThat(unknown.blocked().isEmpty()).isTrue();
        assertThat(from("10.0.0.8", both).blocked().complement()).hasToString("2000-2999");
        assertThat(from("172.17.0.8", both).allowed().size()).isEqualTo(65_536);
    }

    /** Measured on Linux 6.18: of 40 connections by MASQUERADE --random-fully 18 had a source port within 32768-60999. */
    @Test
    void aPortThatIsTakenAtRandomIsNotKept() {
        PortRanges ephemeral = PortRanges.of(32_768, 60_999);
        Rule plain = rule(new Action.SourceNat(null, false), TCP);
        Rule random = rule(new Action.SourceNat(null, true), TCP);
        Rule within = rule(new Action.SourceNat(new PortRange(32_768, 60_999), true), TCP);

        assertThat(behind(ephemeral, plain).allowed()).hasToString("32768-60999");
        assertThat(behind(ephemeral, random).unknown().size()).isEqualTo(65_536);
        assertThat(behind(ephemeral, within).allowed().size()).isEqualTo(65_536);
        assertThat(any(post(random), early(32_768, 60_999)).unknown().size()).isEqualTo(65_536);
        assertThat(any(post(plain), early(32_768, 60_999)).blocked()).hasToString("32768-60999");
    }

    private Table early(int low, int high) {
        return table("PREROUTING", Hook.PREROUTING, -150, false, rule(DROP, TCP, to(PortRanges.of(low, high))));
    }

    private PathVerdict behind(PortRanges acl, Rule nat) {
        return find(analyse(List.of(translating(nat), acl(acl)), List.of()), PathKind.RETURN, "any");
    }

    private static PathVerdict from(String address, List<Firewall> firewalls) {
        HostTraffic traffic = HostTraffic.of(List.of(IpAddress.find(address).orElseThrow()), null, List.of());
        return find(FirewallAnalysis.of(firewalls, traffic), PathKind.RETURN, "any");
    }

    private static Firewall translating(Rule nat) {
        return new Firewall.Netfilter(List.of(post(nat)), Set.of(Family.IPV4));
    }

    private static Table post(Rule nat) {
        return table("POSTROUTING", Hook.POSTROUTING, 100, true, nat);
    }

    private Firewall acl(PortRanges inbound) {
        return new Firewall.NetworkAcl(
                List.of(rule(ACCEPT, TCP, to(inbound))), List.of(rule(ACCEPT)), Set.of(Family.IPV4));
    }
}
