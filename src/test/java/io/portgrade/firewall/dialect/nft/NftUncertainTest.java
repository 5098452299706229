package io.portgrade.firewall.dialect.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood to be there and no more, so that what it might decide is uncertain. */
class NftUncertainTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"ct zone set 5", "ct original zone set 5", "ct reply zone set iif map { 1 : 5 }"})
    void aReplyInAnotherZoneMayBelongToNoConnection(String zone) {
        Verdicts read = Verdicts.of(
                        FirewallFormat.NFT,
                        NftRuleTest.input("ct state established accept")
                                + "table ip zones { chain pre { type filter hook prerouting priority raw; tcp dport 1024-9999 "
                                + zone + "; } }")
                .on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo("0-1023,10000-65535 ?1024-9999");
        assertThat(read.messages()).anyMatch(message -> message.contains("zone"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"ct, zone, ?", "ct, mark, all", "meta, mark, all"})
    void theSameInJson(String kind, String key, String through) {
        Verdicts read =
                Verdicts.of(FirewallFormat.NFT_JSON, """
                        {"nftables": [{"table": {"family": "ip", "name": "f"}},
                         {"chain": {"family": "ip", "table": "f", "name": "pre", "type": "filter", "hook": "prerouting", "prio": -300,
                          "policy": "accept"}},
                         {"rule": {"family": "ip", "table": "f", "chain": "pre", "expr": [
                          {"mangle": {"key": {"%s": {"key": "%s"}}, "value": 5}}]}}]}""".formatted(kind, key)).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo(through);
        assertThat(read.messages().stream().anyMatch(message -> message.contains("zone")))
                .isEqualTo(through.equals("?"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{\"mangle\": {\"key\": {\"payload\": {\"protocol\": \"tcp\", \"field\": \"dport\"}}, \"value\": 5}} ~ ?",
                "{\"mangle\": {\"key\": {\"payload\": {\"base\": \"th\", \"offset\": 16, \"len\": 16}}, \"value\": 5}} ~ ?",
                "{\"mangle\": {\"key\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"dscp\"}}, \"value\": \"cs1\"}} ~ all",
                "{\"mangle\": {\"key\": {\"tcp option\": {\"name\": \"maxseg\", \"field\": \"size\"}}, \"value\": 5}} ~ all",
                "{\"mangle\": {\"key\": {\"tcp option\": {\"name\": \"sack\", \"field\": \"left\"}}, \"value\": 5}} ~ ?",
                "{\"mangle\": {\"value\": 5}} ~ ?",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}, \"right\": {\"prefix\": {\"addr\": \"127.0.0.1\", \"len\": 8}}}}, {\"drop\": null} ~ ?",
                "{\"match\": {\"op\": \"==\", \"left\": {\"payload\": {\"protocol\": \"ip\", \"field\": \"saddr\"}}, \"right\": {\"prefix\": {\"addr\": \"127.0.0.0\", \"len\": 8}}}}, {\"drop\": null} ~ all"
            })
    void whatAJsonRuleWritesOrCompares(String statements, String through) {
        Verdicts read =
                Verdicts.of(FirewallFormat.NFT_JSON, """
                        {"nftables": [{"table": {"family": "ip", "name": "f"}},
                         {"chain": {"family": "ip", "table": "f", "name": "pre", "type": "filter", "hook": "prerouting", "prio": -300,
                          "policy": "accept"}},
                         {"rule": {"family": "ip", "table": "f", "chain": "pre", "expr": [%s]}}]}""".formatted(statements)).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo(through);
        assertThat(read.messages()).noneMatch(message -> message.contains("no such field"));
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
                "netdev, nothing but TCP ~ netdev n ~ hook ingress device eth0 ~ drop ~ meta l4proto tcp accept ~ ?",
                "netdev, all of IP ~ netdev n ~ hook ingress device eth0 ~ drop ~ meta protocol { ip, ip6 } accept ~ ?",
                "netdev, ARP too ~ netdev n ~ hook ingress device eth0 ~ drop ~ meta protocol { ip, arp } accept ~ all",
                "netdev, the rest by a rule ~ netdev n ~ hook ingress device eth0 ~ accept ~ ip protocol tcp accept\\ndrop ~ ?",
                "netdev, some of UDP ~ netdev n ~ hook ingress device eth0 ~ accept ~ udp dport 9 drop ~ all",
                "netdev, of another device ~ netdev n ~ hook ingress device eth9 ~ drop ~ tcp dport 7 accept ~ all",
                "arp, what comes in ~ arp a ~ hook input ~ drop ~ arp operation reply accept ~ ?",
                "arp, what goes out ~ arp a ~ hook output ~ drop ~ arp operation reply accept ~ ?",
                "arp, some by a rule ~ arp a ~ hook input ~ accept ~ arp operation request drop ~ ?",
                "arp, all of it ~ arp a ~ hook input ~ drop ~ accept ~ all",
                "arp, whatever it is ~ arp a ~ hook input ~ accept ~ arp operation reply counter accept ~ all"
            })
    void withoutArpIpv4IsUncertain(
            String name, String table, String hook, String policy, String rules, String through) {
        String text = """
                table %s {
                    chain c {
                        type filter %s priority 0; policy %s;
                        %s
                    }
                }
                table ip f { chain i { type filter hook input priority 0; policy accept; } }
                """.formatted(table, hook, policy, rules.replace("\\n", "\n"));
        Verdicts read = Verdicts.of(FirewallFormat.NFT, text).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo(through);
        assertThat(read.messages().stream().anyMatch(message -> message.contains("drop ARP")))
                .isEqualTo(through.equals("?") || hook.endsWith("eth9"));
    }

    /** nft asks for the header before it compares what the model does not know, as {@code nft --debug=netlink} shows. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "tcp dport @knocked accept; ?; none; ?",
                "ip saddr @friends accept; ?; ?; none",
                "ip dscp cs1 accept; ?; ?; none",
                "ip frag-off & 0x1fff != 0 accept; ?; ?; none",
                "ip option lsrr exists accept; ?; ?; none",
                "ip6 flowlabel 3 accept; none; none; ?",
                "exthdr frag exists accept; none; none; ?",
                "tcp window 0 accept; ?; none; ?",
                "tcp option maxseg size 1-500 accept; ?; none; ?",
                "tcp option sack-perm missing accept; ?; ?; ?",
                "udp length 9 accept; none; ?; none",
                "ip saddr . tcp dport @both accept; ?; none; none",
                "ip saddr vmap @verdicts; ?; ?; none",
                "ct original ip saddr 1.2.3.4 accept; ?; ?; ?"
            })
    void whatIsNotModelledIsOfItsProtocolAllTheSame(String rule, String tcp, String udp, String tcp6) {
        Verdicts read = Verdicts.of(FirewallFormat.NFT, """
                        table inet f {
                            set knocked { type inet_service; flags timeout; elements = { 22 timeout 1h } }
                            set friends { type ipv4_addr; flags dynamic,timeout; timeout 1m; }
                            set both { type ipv4_addr . inet_service; flags timeout; }
                            map verdicts { type ipv4_addr : verdict; flags timeout; }
                            chain in {
                                type filter hook input priority 0; policy drop;
                                icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
                                %s
                            }
                        }
                        """.formatted(rule)).on("eth0");

        assertThat(NftRuleTest.told(read.tcp(PathKind.RETURN))).isEqualTo(tcp);
        assertThat(NftRuleTest.told(read.udp(PathKind.RETURN))).isEqualTo(udp);
        assertThat(NftRuleTest.told(read.tcp6(PathKind.RETURN))).isEqualTo(tcp6);
    }
}
