package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood to be there and no more, so that what it might decide is uncertain. */
class NftUncertainTest {

    @Test
    void aChainWithoutANameInAMapMayDecideAnythingOfItsPacketsAndNothingOfOthers() {
        String map = "udp dport vmap { 51820 : jump {\n accept\n }, 9 : drop }\nct state established accept";
        Verdicts read = Verdicts.of(FirewallFormat.NFT, NftRuleTest.input(map)).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("all");
        assertThat(NftRuleTest.told(read.udp(PathKind.RETURN))).isEqualTo("0-8,10-51819,51821-65535 ?51820");
    }

    @Test
    void aChainWithoutANameMayBreakOff() {
        Verdicts cut = Verdicts.of(FirewallFormat.NFT, "table ip f { chain c { tcp dport 1 jump { accept");

        assertThat(cut.parsed().diagnostics()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ct zone set 5", "ct original zone set 5"})
    void aReplyInAnotherZoneMayBelongToNoConnection(String zone) {
        String ruleset = NftRuleTest.input("ct state established accept")
                + "table ip zones { chain pre { type filter hook prerouting priority raw; tcp dport 1024-9999 " + zone
                + "; } }";

        assertThat(NftRuleTest.told(
                        Verdicts.of(FirewallFormat.NFT, ruleset).on("eth0").tcp(PathKind.RETURN)))
                .isEqualTo("0-1023,10000-65535 ?1024-9999");
    }

    @Test
    void theSameInJson() {
        String ruleset = """
                {"nftables": [{"table": {"family": "ip", "name": "f"}},
                 {"chain": {"family": "ip", "table": "f", "name": "pre", "type": "filter", "hook": "prerouting", "prio": -300,
                  "policy": "accept"}},
                 {"rule": {"family": "ip", "table": "f", "chain": "pre", "expr": [
                  {"mangle": {"key": {"%s": {"key": "%s"}}, "value": 5}}]}}]}""";

        assertThat(told(ruleset.formatted("ct", "zone"))).isEqualTo("?");
        assertThat(told(ruleset.formatted("ct", "mark"))).isEqualTo("all");
        assertThat(told(ruleset.formatted("meta", "mark"))).isEqualTo("all");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "table arp x { chain i { type filter hook input priority 0; policy drop; } }",
                "table arp x { chain i { type filter hook input priority 0; arp operation request drop; } }",
                "table netdev n { chain i { type filter hook ingress device \"eth0\" priority 0; policy drop; ip protocol { tcp, udp } accept; } }",
                "table netdev n { chain i { type filter hook ingress device \"eth0\" priority 0; ip protocol tcp accept; drop; } }",
            })
    void withoutArpNothingIsCertainOfIpv4(String table) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, NftRuleTest.input("ct state established accept") + table)
                .on("eth0");

        assertThat(read.tcp(PathKind.RETURN).allowed().isEmpty()).isTrue();
        assertThat(read.parsed().diagnostics())
                .extracting(Diagnostic::message)
                .anyMatch(message -> message.contains("drop ARP"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "table arp x { chain i { type filter hook input priority 0; policy accept; arp operation reply counter accept; } }",
                "table netdev n { chain i { type filter hook ingress device \"eth0\" priority 0; policy drop; meta protocol { ip, arp } accept; } }",
                "table netdev n { chain i { type filter hook ingress device \"eth0\" priority 0; udp dport 9 drop; } }",
            })
    void whatLetsArpInLeavesIpv4AsItIs(String table) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, NftRuleTest.input("ct state established accept") + table)
                .on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("all");
    }

    private static String told(String json) {
        return NftRuleTest.told(
                Verdicts.of(FirewallFormat.NFT_JSON, json).on("eth0").tcp(PathKind.RETURN));
    }
}
