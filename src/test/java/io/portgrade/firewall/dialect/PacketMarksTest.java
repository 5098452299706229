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

    /** A rule would hardly ask for what nobody sets: who does is not among what was sent. */
    @ParameterizedTest
    @CsvSource({"--mark 0x1", "! --mark 0x1", "--mark 0x0", "--mark 0x4000/0x4000"})
    void whatNoRuleSets(String condition) {
        assertThat(dropped("*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m mark " + condition + " -j DROP\nCOMMIT\n"))
                .isEqualTo("?");
    }

    /** With {@code tcp_fwmark_accept} what a server answers has the mark of what it was asked. */
    @ParameterizedTest
    @CsvSource({"prerouting, NEW_INBOUND, false", "prerouting, RETURN, true", "output, EGRESS, false"})
    void whatAnswers(String hook, PathKind kind, boolean certain) {
        Verdicts read = Verdicts.of("""
                table inet t {
                  chain m { type filter hook %s priority -150; meta mark set 0x1; }
                  chain o { type filter hook output priority 0; meta mark 0x1 drop; }
                }
                """.formatted(hook)).on("eth0", "10.1.2.3");

        assertThat(read.tcp(kind).unknown().isEmpty()
                        && read.tcp(kind).blocked().isEmpty())
                .isEqualTo(certain);
    }

    /** Of one priority, and in which order the two were made is not told by their places in the text. */
    @ParameterizedTest
    @CsvSource({"0, false", "-10, true"})
    void chainsOfTwoTables(int priority, boolean certain) {
        Verdicts read = Verdicts.of("""
                table ip a {
                  chain a1 { type filter hook output priority 0; ct state new meta mark set 0x1; }
                }
                table ip b {
                  chain b1 { type filter hook output priority %s; meta mark 0x1 drop; }
                }
                """.formatted(priority)).on("eth0", "10.1.2.3");

        assertThat(read.tcp(PathKind.EGRESS).unknown().isEmpty()).isEqualTo(certain);
    }

    /** It has its place in a hook, whatever the priority of its chain. */
    @Test
    void markBeforeAddressTranslation() {
        Verdicts read = Verdicts.of("""
                table ip t {
                  chain o { type filter hook output priority -150; ct state new meta mark set 0x1; }
                  chain n { type nat hook output priority -190; meta mark 0x1 drop; }
                }
                """).on("eth0", "10.1.2.3");

        assertThat(read.tcp(PathKind.EGRESS).allowed().isEmpty()).isTrue();
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

    /** Of an old kubelet: the chain that marks what is to be dropped is there, and nothing calls it. */
    @Test
    void kubernetes() {
        assertThat(dropped("""
                *nat
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                :KUBE-MARK-DROP - [0:0]
                :KUBE-MARK-MASQ - [0:0]
                :KUBE-POSTROUTING - [0:0]
                :KUBE-SERVICES - [0:0]
                -A OUTPUT -j KUBE-SERVICES
                -A POSTROUTING -j KUBE-POSTROUTING
                -A KUBE-MARK-DROP -j MARK --set-xmark 0x8000/0x8000
                -A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000
                -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
                -A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0
                -A KUBE-POSTROUTING -j MASQUERADE --random-fully
                -A KUBE-SERVICES -d 10.96.0.10/32 -p udp -m udp --dport 53 -j KUBE-MARK-MASQ
                COMMIT
                *filter
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :KUBE-FIREWALL - [0:0]
                -A INPUT -j KUBE-FIREWALL
                -A OUTPUT -j KUBE-FIREWALL
                -A KUBE-FIREWALL -m mark --mark 0x8000/0x8000 -j DROP
                COMMIT
                """)).isEqualTo("none");
    }

    /** Whether a connection is masqueraded by a mark, and its replies come to other ports, is known when nothing else can set it. */
    @ParameterizedTest
    @CsvSource({
        "'', -A OUTPUT -d 10.96.0.10/32 -p udp -j MARK --or-mark 0x4000, true",
        "-A OUTPUT -p udp -j MARK --or-mark 0x4000, '', false",
        "'', -A OUTPUT -p tcp -j MARK --or-mark 0x4000, false"
    })
    void addressTranslation(String inMangle, String inNat, boolean known) {
        Verdicts read = Verdicts.of("""
                *raw
                :PREROUTING ACCEPT [0:0]
                -A PREROUTING -p tcp -m tcp --dport 10000:12000 -j DROP
                COMMIT
                *mangle
                :OUTPUT ACCEPT [0:0]
                %s
                COMMIT
                *nat
                :OUTPUT ACCEPT [0:0]
                :POSTROUTING ACCEPT [0:0]
                :OWN - [0:0]
                -A OUTPUT -j OWN
                %s
                -A POSTROUTING -p tcp -m mark --mark 0x4000/0x4000 -j MASQUERADE --to-ports 10000-12000
                COMMIT
                *filter
                :INPUT ACCEPT [0:0]
                COMMIT
                """.formatted(inMangle, inNat)).on("eth0", "10.1.2.3");

        assertThat(read.tcp(PathKind.RETURN).unknown().isEmpty()).isEqualTo(known);
    }

    /** What comes in by lo has the mark with which it went out. */
    @Test
    void loopback() {
        Verdicts read = Verdicts.of("""
                *mangle
                :OUTPUT ACCEPT [0:0]
                -A OUTPUT -j MARK --set-mark 0x1
                COMMIT
                *filter
                :INPUT ACCEPT [0:0]
                -A INPUT -m mark --mark 0x1 -j DROP
                COMMIT
                """).on("eth0", "10.1.2.3");

        assertThat(read.to("127.0.0.1", 443, PathKind.RETURN).allowed().isEmpty())
                .isTrue();
        assertThat(read.to("192.0.2.1", 443, PathKind.RETURN).blocked().isEmpty())
                .isTrue();
        assertThat(read.to("192.0.2.1", 443, PathKind.RETURN).unknown().isEmpty())
                .isTrue();
    }

    /** Of replies to TCP; what this host says to itself is not asked. */
    private static String dropped(String text) {
        Verdicts read = Verdicts.of(text).on("eth0", "10.1.2.3");
        assertThat(read.messages()).isEmpty();
        PathVerdict back = read.tcp(PathKind.RETURN);
        return back.blocked().isEmpty() ? back.unknown().isEmpty() ? "none" : "?" : "all";
    }
}
