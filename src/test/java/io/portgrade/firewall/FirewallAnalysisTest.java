package io.portgrade.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hand-made rulesets whose outcome follows from {@code nft(8)} and {@code iptables(8)}. */
class FirewallAnalysisTest extends HandMadeRulesets {

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
}
