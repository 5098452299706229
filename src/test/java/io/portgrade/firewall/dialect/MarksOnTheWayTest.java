package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With which marks packets come to a rule, on their way through tables, address translation and the loopback interface. */
class MarksOnTheWayTest {

    /** A rule would hardly ask for what nobody sets: who does is not among what was sent. */
    @ParameterizedTest
    @CsvSource({"--mark 0x1", "! --mark 0x1", "--mark 0x0", "--mark 0x4000/0x4000"})
    void whatNoRuleSets(String condition) {
        assertThat(PacketMarksTest.dropped(
                        "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m mark " + condition + " -j DROP\nCOMMIT\n"))
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

    /** Of an old kubelet: the chain that marks what is to be dropped is there, and nothing calls it. */
    @Test
    void kubernetes() {
        assertThat(PacketMarksTest.dropped("""
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
}
