package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masks with holes, on a host that has the addresses 10.1.2.3 and fd99::2:7; what they match is dropped. */
class MaskedAddressTest {

    private static final String NFT = """
            table inet t {
              chain i {
                type filter hook input priority 0; policy accept;
                meta l4proto tcp %s drop
              }
            }
            """;

    private static final String JSON = """
            {"nftables": [
              {"table": {"family": "inet", "name": "t"}},
              {"chain": {"family": "inet", "table": "t", "name": "i", "type": "filter", "hook": "input", "prio": 0}},
              {"rule": {"family": "inet", "table": "t", "chain": "i", "expr": [
                {"match": {"op": "==", "left": {"&": [{"payload": {"protocol": "%s", "field": "daddr"}}, "%s"]},
                  "right": "%s"}}, {"drop": null}]}}]}
            """;

    private static final String IPTABLES = """
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp %s -j DROP
            COMMIT
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ip daddr & 0.0.0.255 == 0.0.0.3             | all",
                "ip daddr & 0.0.0.255 0.0.0.3                | all",
                "ip daddr & 0.0.0.255 == { 0.0.0.3, 0.0.0.4 } | all",
                "ip daddr & 0.0.0.255 == { 0.0.0.4, 0.0.0.5 } | none",
                "ip daddr & 255.0.0.255 != 10.0.0.3          | none",
                "ip daddr & 0.0.0.0 == 0.0.0.0               | all",
                "ip saddr & 0.0.0.255 == 0.0.0.3             | ?",
                "ip6 daddr & ::ffff == ::7                   | all",
                "ip6 daddr & ::ff:ffff == ::3:7              | none"
            })
    void nftables(String condition, String dropped) {
        assertThat(dropped(NFT.formatted(condition), condition.startsWith("ip6")))
                .isEqualTo(dropped);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({"ip, 0.0.0.255, 0.0.0.3, all", "ip6, ::ffff, ::7, all"})
    void nftablesInJson(String header, String mask, String value, String dropped) {
        assertThat(dropped(JSON.formatted(header, mask, value), header.equals("ip6")))
                .isEqualTo(dropped);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "-d 10.0.0.3/255.0.0.255, all",
        "-d 10.9.9.3/255.0.0.255, all",
        "! -d 10.0.0.3/255.0.0.255, none",
        "-s 10.0.0.3/255.0.0.255, ?",
        "-d ::7/::ffff, all",
        "-d ::8/::ffff, none"
    })
    void iptables(String condition, String dropped) {
        assertThat(dropped(IPTABLES.formatted(condition), condition.contains(":")))
                .isEqualTo(dropped);
    }

    private static String dropped(String text, boolean ipv6) {
        Verdicts read = Verdicts.of(text).on("eth0", "10.1.2.3", "fd99::2:7");
        assertThat(read.messages()).isEmpty();
        PathVerdict back = ipv6 ? read.tcp6(PathKind.RETURN) : read.tcp(PathKind.RETURN);
        return back.blocked().isEmpty() ? back.unknown().isEmpty() ? "none" : "?" : "all";
    }
}
