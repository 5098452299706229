package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel does with rules that are easily taken for others. Tried with nft 1.0.6 in a network namespace. */
class NftKernelTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "accepts only what jumps ~ udp dport 51820 jump {\\naccept\\n} ~ none",
                "drops only what jumps ~ iifname \"docker0\" jump {\\ntcp dport 80 accept\\ndrop\\n}\\ntcp dport 7 accept ~ 7",
                "on one line, with a semicolon ~ iifname \"eth0\" jump { tcp dport 8 accept; drop; }\\ntcp dport 7 accept ~ 8",
                "comes back from a jump ~ tcp dport 1-9 jump {\\ntcp dport 7 drop\\n}\\ntcp dport 5-8 accept ~ 5-6,8",
                "does not come back from goto ~ tcp dport 1-9 goto {\\ntcp dport 7 accept\\n}\\ntcp dport 5-12 accept ~ 7,10-12",
                "one in another, for which nft 1.0.6 has no room ~ tcp dport 1-9 jump {\\ntcp dport 7-8 jump {\\ntcp dport 8 accept\\n}\\n} ~ 8"
            })
    void readsAChainWithoutAName(String name, String rules, String through) {
        String text = NftRuleTest.input(rules.replace("\\n", "\n"));
        Verdicts verdicts = Verdicts.of(FirewallFormat.NFT, text).on("eth0");

        assertThat(NftRuleTest.told(verdicts.tcp(PathKind.RETURN))).isEqualTo(through);
        assertThat(verdicts.parsed().diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ct zone set 5", "ct original zone set 5", "ct reply zone set iif map { 1 : 5 }"})
    void aZoneOfTrackingIsUncertain(String zone) {
        Verdicts verdicts = Verdicts.of(FirewallFormat.NFT, NftRuleTest.input(zone + "\nct state established accept"))
                .on("eth0");

        assertThat(NftRuleTest.told(verdicts.tcp(PathKind.RETURN))).isEqualTo("?");
        assertThat(verdicts.parsed().diagnostics())
                .anyMatch(told -> told.message().contains("zone"));
    }

    @Test
    void aZoneInJsonIsUncertainToo() {
        Verdicts verdicts = Verdicts.of(FirewallFormat.NFT_JSON, """
                        {"nftables": [{"table": {"family": "ip", "name": "z"}},
                        {"chain": {"family": "ip", "table": "z", "name": "p", "type": "filter", "hook": "prerouting", "prio": -300, "policy": "accept"}},
                        {"rule": {"family": "ip", "table": "z", "chain": "p", "expr": [{"mangle": {"key": {"ct": {"key": "zone"}}, "value": 5}}]}}]}
                        """).on("eth0");

        assertThat(NftRuleTest.told(verdicts.tcp(PathKind.RETURN))).isEqualTo("?");
        assertThat(verdicts.parsed().diagnostics())
                .anyMatch(told -> told.message().contains("zone"));
    }

    @Test
    void trackingIsNotKnownToAChainOfDevices() {
        Verdicts verdicts = Verdicts.of(FirewallFormat.NFT, """
                        table netdev n {
                            chain i {
                                type filter hook ingress device "eth0" priority 0; policy drop;
                                meta protocol arp accept
                                ct state established accept
                            }
                        }
                        """).on("eth0");

        assertThat(NftRuleTest.told(verdicts.tcp(PathKind.RETURN))).isEqualTo("?");
        assertThat(verdicts.parsed().diagnostics())
                .anyMatch(told -> told.message().contains("refuses"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "netdev, nothing but TCP ~ netdev n ~ hook ingress device eth0 ~ meta l4proto tcp accept ~ ?",
                "netdev, all of IP ~ netdev n ~ hook ingress device eth0 ~ meta protocol { ip, ip6 } accept ~ ?",
                "netdev, ARP too ~ netdev n ~ hook ingress device eth0 ~ meta protocol { ip, arp } accept ~ all",
                "netdev, of another device ~ netdev n ~ hook ingress device eth9 ~ tcp dport 7 accept ~ all",
                "arp, what comes in ~ arp a ~ hook input ~ arp operation reply accept ~ ?",
                "arp, what goes out ~ arp a ~ hook output ~ arp operation reply accept ~ ?",
                "arp, all of it ~ arp a ~ hook input ~ accept ~ all"
            })
    void withoutArpIpv4IsUncertain(String name, String table, String hook, String rule, String through) {
        String text = """
                table %s {
                    chain c {
                        type filter %s priority 0; policy drop;
                        %s
                    }
                }
                table ip f { chain i { type filter hook input priority 0; policy accept; } }
                """.formatted(table, hook, rule);
        Verdicts verdicts = Verdicts.of(FirewallFormat.NFT, text).on("eth0");

        assertThat(NftRuleTest.told(verdicts.tcp(PathKind.RETURN))).isEqualTo(through);
        assertThat(verdicts.parsed().diagnostics().stream()
                        .anyMatch(told -> told.message().contains("drop ARP")))
                .isEqualTo(through.equals("?") || hook.endsWith("eth9"));
    }
}
