package io.portgrade.firewall.dialect.pf;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.Firewall.PacketFilter;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PfTest {

    private static final int ALL = 65_536;

    @Test
    void aFileOfOneServer() {
        Verdicts verdicts = Verdicts.ofFile("pf/pf.conf").on("em0", "192.0.2.1");

        PacketFilter filter =
                (PacketFilter) Objects.requireNonNull(verdicts.parsed().firewall());
        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("14/15");
        assertThat(filter.rules())
                .extracting(
                        rule -> rule.rule().source().line() + " " + rule.rule().text())
                .contains("11 set skip on lo", "18 pass in on $ext_if proto tcp from <office> to any port $tcp_in");
        assertThat(verdicts.tcp(PathKind.EGRESS).blocked()).hasToString("40000-40009");
        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL - 10);
        assertThat(verdicts.udp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
        assertThat(verdicts.tcp6(PathKind.EGRESS).blocked()).hasToString("40000-40009");
        assertThat(verdicts.udp(PathKind.NEW_INBOUND).allowed()).hasToString("53,123");
        assertThat(verdicts.to("198.51.100.66", 443, PathKind.RETURN).blocked()).hasToString("40000-40009");
    }

    @Test
    void whatPfctlPrints() {
        Verdicts verdicts = Verdicts.ofFile("pf/pfctl-sr.txt").on("em0");

        assertThat(verdicts.parsed().format()).isEqualTo(FirewallFormat.PF);
        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("7/7");
        assertThat(verdicts.tcp(PathKind.EGRESS).blocked()).hasToString("40000-40009");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
    }

    @Test
    void rulesOfAnAnchorStandUnderItsConditions() {
        Verdicts verdicts = Verdicts.of("""
                block in
                anchor "web" in on { em0 em1 } proto tcp {
                    pass from any to any port 8080
                    pass out to any port 1
                }
                pass in proto udp to port 53
                """).on("em0");

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("8080");
        assertThat(verdicts.udp(PathKind.NEW_INBOUND).allowed()).hasToString("53");
        assertThat(verdicts.messages()).isEmpty();
    }

    @Test
    void whatIsTranslatedIsUncertainAndNothingElse() {
        Verdicts verdicts = Verdicts.of("""
                nat on em0 inet proto udp from any to any -> (em0)
                rdr on em0 inet proto tcp from any to any port 8080 -> 10.0.0.1 port 80
                block in
                block out proto udp from any port 5000
                pass in proto tcp to any port { 22, 8080 }
                """).on("em0");

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("8080");
        assertThat(verdicts.udp(PathKind.EGRESS).unknown().size()).isEqualTo(ALL);
        assertThat(verdicts.messages()).hasSize(2).allMatch(message -> message.contains("translation of addresses"));
        assertThat(verdicts.share()).isEqualTo("3/5");
    }

    @Test
    void skippedInterfacesMeetNoRules() {
        Verdicts verdicts = Verdicts.of("set skip on { lo em0 }\nblock quick\n");

        assertThat(verdicts.on("em0").tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
        assertThat(verdicts.on("em1").tcp(PathKind.RETURN).blocked().size()).isEqualTo(ALL);
        assertThat(verdicts.to("127.0.0.1", 5_432, PathKind.RETURN).allowed().size())
                .isEqualTo(ALL);
    }

    @Test
    void antispoofBlocksOnlyWhatComesInByOthers() {
        Verdicts verdicts = Verdicts.of("pass\nantispoof quick for { lo0 em0 } inet\n");

        assertThat(verdicts.on("em0").tcp(PathKind.NEW_INBOUND).allowed().size())
                .isEqualTo(ALL);
        assertThat(verdicts.on("em1").tcp(PathKind.NEW_INBOUND).unknown().size())
                .isEqualTo(ALL);
    }

    @Test
    void macrosNameOthersAndAreLists() {
        Verdicts verdicts = Verdicts.of("""
                a = "40000"
                b = "{" $a ", 5:6 }"
                net = "10.0.0.0"
                block in
                pass in proto tcp from $net/8 to any port $b
                """);

        assertThat(verdicts.to("10.1.1.1", 443, PathKind.RETURN).allowed().isEmpty())
                .isTrue();
        assertThat(verdicts.share()).isEqualTo("5/5");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("5-6,40000");
    }

    @Test
    void whatPfctlShowsOfEverythingElseIsLeftOut() {
        Verdicts verdicts = Verdicts.of("""
                TRANSLATION RULES:
                FILTER RULES:
                @0 block drop in all
                  [ Evaluations: 12  Packets: 3  Bytes: 180  States: 0 ]
                @1 pass in proto tcp from any to any port = 22 flags S/SA keep state

                STATES:
                all tcp 192.0.2.1:22 <- 198.51.100.9:50000       ESTABLISHED:ESTABLISHED
                """);

        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
    }

    /** All headings there are: of FreeBSD 14, then those of OpenBSD 7.5 and macOS alone. */
    @Test
    void noPartOfPfctlBesidesItsRulesDecidesAnything() {
        Verdicts verdicts = Verdicts.of("""
                ETH RULES:
                ether block drop in on em1 all

                TRANSLATION RULES:

                FILTER RULES:
                scrub in all fragment reassemble
                block drop in all
                pass out all flags S/SA keep state
                pass in proto tcp from any to any port = ssh flags S/SA keep state label "ssh"
                No queue in use

                ALTQ:
                queue root_em0 on em0 bandwidth 1Gb priority 0 {q_def}

                STATES:
                all tcp 192.0.2.1:22 <- 198.51.100.9:50000       ESTABLISHED:ESTABLISHED

                SOURCE TRACKING NODES:
                198.51.100.9 -> 0.0.0.0 ( states 1, connections 1, rate 0.0/0s )

                INFO:
                Status: Enabled for 0 days 00:01:00           Debug: Urgent

                State Table                          Total             Rate
                  current entries                        1
                Counters
                  match                                 12            0.2/s

                LABEL COUNTERS:
                ssh 12 3 180 1 60 2 120 1

                TIMEOUTS:
                tcp.first                   120s

                LIMITS:
                states        hard limit   100000

                TABLES:
                bruteforce

                OS FINGERPRINTS:
                762 fingerprints loaded

                QUEUES:
                queue rootq on em0 bandwidth 1G, max 1G default qlimit 50

                DUMMYNET RULES:
                dummynet in proto tcp from any to any pipe 1
                """);

        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown().isEmpty()).isTrue();
        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
    }
}
