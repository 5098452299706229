package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Marks on packets of a host on eth0: a rule says what sets them, and another drops TCP by its mark. A chain that nothing calls
 * could set every bit, so that none is set by someone who is not seen.
 */
class PacketMarksTest {

    private static final String IPTABLES = """
            *mangle
            :PREROUTING ACCEPT [0:0]
            :ELSEWHERE - [0:0]
            -A ELSEWHERE -j MARK --set-mark 0xffffffff
            %s
            COMMIT
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp -m mark %s -j DROP
            COMMIT
            """;

    private static final String NFT = """
            table inet t {
              chain elsewhere {
                meta mark set 0xffffffff
              }
              chain early {
                type filter hook prerouting priority -150; policy accept;
                %s
              }
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
              {"chain": {"family": "inet", "table": "t", "name": "elsewhere"}},
              {"rule": {"family": "inet", "table": "t", "chain": "elsewhere", "expr": [
                {"mangle": {"key": {"meta": {"key": "mark"}}, "value": 4294967295}}]}},
              {"rule": {"family": "inet", "table": "t", "chain": "i", "expr": [
                {"mangle": {"key": {"meta": {"key": "mark"}}, "value": %s}}]}},
              {"rule": {"family": "inet", "table": "t", "chain": "i", "expr": [
                {"match": {"op": "==", "left": {"&": [{"meta": {"key": "mark"}}, 16384]}, "right": 16384}},
                {"drop": null}]}}]}
            """;

    private static final String LISTING = """
            # iptables -t mangle -L -n -v
            Chain PREROUTING (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
                0     0 MARK       all  --  *      *       0.0.0.0/0            0.0.0.0/0            MARK %s
            Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
            Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
            Chain POSTROUTING (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
            Chain ELSEWHERE (0 references)
             pkts bytes target     prot opt in     out     source               destination
                0     0 MARK       all  --  *      *       0.0.0.0/0            0.0.0.0/0            MARK set 0xffffffff

            # iptables -L -n -v
            Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
                0     0 DROP       tcp  --  *      *       0.0.0.0/0            0.0.0.0/0            mark match %s
            Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
             pkts bytes target     prot opt in     out     source               destination
            """;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                 | --mark 0x1                     | none",
                "''                                                 | --mark 0                       | all",
                "''                                                 | ! --mark 0x4000/0x4000         | all",
                "''                                                 | --mark 0x5/0x1                 | none",
                "''                                                 | --mark 0x80000000/0xf0000000   | none",
                "-A PREROUTING -j MARK --set-xmark 0x4000/0xffffffff | --mark 0x4000/0x4000          | ?",
                "-A PREROUTING -j MARK --set-xmark 0x4000/0xffffffff | --mark 0x8000/0x8000          | none",
                "-A PREROUTING -j MARK --set-xmark 0x80000000/0x0   | --mark 0x80000000/0x80000000   | ?",
                "-A PREROUTING -j MARK --or-mark 0x3                | --mark 0x4/0x7                 | none",
                "-A PREROUTING -j MARK --and-mark 0xff              | --mark 0x1                     | none",
                "-A PREROUTING -i wlan0 -j MARK --set-mark 0x8000   | --mark 0x8000/0x8000           | ?",
                "-A PREROUTING -p udp -j MARK --set-mark 0x8000     | --mark 0x8000/0x8000           | ?",
                "-A PREROUTING -p tcp -j ELSEWHERE                  | --mark 0x8000/0x8000           | ?",
                "-A POSTROUTING -j MARK --set-mark 0x8000           | --mark 0x8000/0x8000           | none",
                "-A PREROUTING -j NFQUEUE                           | --mark 0x0                     | ?",
                "-A PREROUTING -j CONNMARK --save-mark              | --mark 0x1                     | none",
                "-A PREROUTING -j CONNMARK --restore-mark           | --mark 0x1                     | ?",
                "-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff | --mark 0x1   | ?",
                "-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff | --mark 0x100 | none",
                "-A PREROUTING -j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xff --left-shift-mark 8 | --mark 0x100 | ?",
                "-A PREROUTING -j CONNMARK --restore-mark --mask 0xff --right-shift-mark 8 | --mark 0x100 | ?",
                "-A PREROUTING -j CONNMARK --restore                | --mark 0x1                     | ?",
                "-A PREROUTING -j CONNMARK --restore --mask 0xff    | --mark 0x100                   | none",
                "-A PREROUTING -j CONNMARK --save --mask 0xff       | --mark 0x1                     | none",
                "-A PREROUTING -j CONNMARK --set-xmark 0x1 --nfmask 2 | --mark 0x1                   | none",
                "-A PREROUTING -j MARK --and 0xff                   | --mark 0x1                     | none",
                "-A PREROUTING -j MARK --set-mark 010               | --mark 8                       | ?",
                "-A PREROUTING -j MARK --set-mark 010               | --mark 0x2/0x2                 | none",
                "-A PREROUTING -j MARK --set-mark 4294967295        | --mark 0x1                     | ?",
                "''                                                 | --mark 00                      | all",
                "-A PREROUTING -j MARK --set-mark 8                 | --mark 010                     | ?",
                "-A PREROUTING -j SET --map-set foo src --map-mark  | --mark 0x1                     | ?",
                "-A PREROUTING -j SET --map-set foo src --map-m     | --mark 0x1                     | ?",
                "-A PREROUTING -j SET --map-set foo src --map-prio  | --mark 0x1                     | none",
                "-A PREROUTING -j SET --add-set foo src --exist --timeout 3 | --mark 0x1             | none",
                "-A PREROUTING -j SET --map-set foo src -m limit --limit 3/s --map-mark | --mark 0x1 | ?",
                "-A PREROUTING -j MARK -m limit --limit 3/s --set-mark 0x8000 | --mark 0x1           | none",
                "-A PREROUTING -j HMARK --hmark-tuple src --hmark-mod 2 --hmark-offset 1 --hmark-rnd 1 | --mark 0x1 | ?"
            })
    void iptables(String sets, String condition, String dropped) {
        assertThat(dropped(IPTABLES.formatted(sets, condition))).isEqualTo(dropped);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "MARK --set-mark what",
                "MARK --set-mark 09",
                "MARK --set-mark 1 --set-mark 2",
                "MARK --and-mark zzz",
                "MARK --and-mark",
                "MARK",
                "CONNMARK",
                "CONNMARK --foo 3",
                "CONNMARK --save-mark --restore-mark",
                "CONNMARK --restore-mark --ctmask",
                "CONNMARK --restore-mark 3",
                "CONNMARK --mask 0xff",
                "HMARK",
                "SET"
            })
    void whatNoIptablesTakesMaySetAnyMark(String target) {
        Verdicts read = Verdicts.of(IPTABLES.formatted("-A PREROUTING -j " + target, "--mark 0x1"));

        assertThat(read.messages()).anyMatch(message -> message.startsWith("5 not what "));
        assertThat(read.on("eth0", "10.1.2.3").tcp(PathKind.RETURN).unknown().isEmpty())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"CHECKSUM --restore-mark, option not known", "MARK --set-mark 1 -m mark --mar 0x1, -m mark needs --mark"
    })
    void whatIsNotKnownAboutMarksIsReported(String target, String message) {
        assertThat(Verdicts.of(IPTABLES.formatted("-A PREROUTING -j " + target, "--mark 0x1"))
                        .messages())
                .anyMatch(told -> told.contains(message));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "SET, map-set foo src map-mark, ?",
        "SET, map-set foo src map-prio, none",
        "SET, add-set foo src exist timeout 30, none",
        "CONNMARK, CONNMARK restore left-shift-mark 3, ?",
        "CONNMARK, CONNMARK save, ?"
    })
    void targetsInListings(String target, String shown, String dropped) {
        assertThat(dropped(LISTING.replaceFirst("MARK       all", target + "       all")
                        .replace("MARK %s", shown)
                        .formatted("0x1")))
                .isEqualTo(dropped);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                           | meta mark 0x00000001            | none",
                "''                                           | mark 0                          | all",
                "''                                           | meta mark != 0                  | none",
                "''                                           | meta mark { 0, 1 }              | all",
                "''                                           | meta mark & 0x4000 == 0x4000    | none",
                "''                                           | meta mark 1-5                   | ?",
                "meta mark set 1                              | meta mark 1                     | ?",
                "meta mark set 1 accept                       | meta mark 1                     | ?",
                "meta mark set 1                              | meta mark 2                     | none",
                "meta mark set 010                            | meta mark 8                     | ?",
                "meta mark set 010                            | meta mark & 2 == 2              | none",
                "meta mark set 1                              | meta mark 01                    | ?",
                "meta mark set 0x10000000                     | meta mark 0x10000000/8          | ?",
                "meta mark set 0x8000000                      | meta mark 0x10000000/8          | none",
                "''                                           | meta mark 0x00000000/8          | all",
                "''                                           | meta mark 0x00000001/8          | ?",
                "''                                           | meta mark != 0x10000000/8       | all",
                "meta mark set meta mark & 0x000000ff         | meta mark 1                     | none",
                "meta mark set mark or 0x4000                 | meta mark & 0x4000 == 0x4000    | ?",
                "meta mark set meta mark & 0xffff00ff ^ 0x100 | meta mark & 0x4000 == 0x4000    | none",
                "meta mark set ct mark                        | meta mark 1                     | ?",
                "meta mark set tcp dport map { 22 : 1 }       | meta mark 1                     | ?",
                "meta l4proto udp meta mark set 1             | meta mark 1                     | ?"
            })
    void nftables(String sets, String condition, String dropped) {
        assertThat(dropped(NFT.formatted(sets, condition))).isEqualTo(dropped);
    }

    @Test
    void whatNftHides() {
        Verdicts read = Verdicts.of(NFT.formatted("xt target \"MARK\"", "meta mark 1"));

        assertThat(read.tcp(PathKind.RETURN).unknown().isEmpty()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "1                                                                          ; none",
                "16384                                                                      ; ?",
                "{\"|\": [{\"meta\": {\"key\": \"mark\"}}, 16384]}                          ; ?",
                "{\"^\": [{\"&\": [{\"meta\": {\"key\": \"mark\"}}, 65535]}, 1]}            ; none",
                "{\"ct\": {\"key\": \"mark\"}}                                              ; ?"
            })
    void nftablesInJson(String value, String dropped) {
        assertThat(dropped(JSON.formatted(value))).isEqualTo(dropped);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "or 0x4000, 0x4000/0x4000, ?",
        "xset 0x4000/0x4000, 0x8000/0x8000, none",
        "and 0xff, ! 0x4000/0x4000, all"
    })
    void listings(String sets, String condition, String dropped) {
        assertThat(dropped(LISTING.formatted(sets, condition))).isEqualTo(dropped);
    }

    /** Of replies to TCP; what this host says to itself is not asked. */
    static String dropped(String text) {
        Verdicts read = Verdicts.of(text).on("eth0", "10.1.2.3");
        assertThat(read.messages()).isEmpty();
        PathVerdict back = read.tcp(PathKind.RETURN);
        return back.blocked().isEmpty() ? back.unknown().isEmpty() ? "none" : "?" : "all";
    }
}
