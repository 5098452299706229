package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.Diagnostic;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that the kernel may never see as they stand: what they might decide is uncertain, and a diagnostic says so. */
class UncertainLinesTest {

    private static final String ESTABLISHED = "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "A INPUT -p tcp -m tcp --dport 1024:9999 -j DROP",
                "\u0001A INPUT -p tcp -m tcp --dport 1024:9999 -j DROP",
                "-a INPUT -p tcp -m tcp --dport 1024:9999 -j DROP",
                "-A -p tcp -m tcp --dport 1024:9999 -j DROP",
                "Nov 28 web: -A INPUT -p tcp -m tcp --dport 1024:9999 -j DROP",
                "-X INPUT -p tcp -m tcp --dport 1024:9999 -j DROP",
            })
    void aLineOfADumpThatLostAPartMayStillBeARuleOfItsChain(String broken) {
        PathVerdict tcp = tcp(dump(broken + "\n-A INPUT " + ESTABLISHED));

        assertThat(tcp.allowed().isEmpty()).isTrue();
        assertThat(tcp.blocked().isEmpty()).isTrue();
        assertThat(tcp(dump("-A INPUT " + ESTABLISHED)).allowed().size()).isEqualTo(65_536);
    }

    @Test
    void aLineThatNamesAChainIsOfNoOther() {
        String dump = dump("A OUTPUT -p tcp -m tcp --sport 1024:9999 -j DROP\n-A INPUT " + ESTABLISHED);

        assertThat(tcp(dump).allowed().size()).isEqualTo(65_536);
        assertThat(verdicts(dump).tcp(PathKind.EGRESS).unknown().isEmpty()).isFalse();
    }

    @Test
    void aChainThatNetfilterCallsIsNotDeleted() {
        String commands = "iptables -P INPUT DROP\niptables -X INPUT\n";

        assertThat(tcp(commands).blocked().size()).isEqualTo(65_536);
        assertThat(messages(commands)).contains("a chain that netfilter calls is not deleted: INPUT");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "nft add rule ip x i tcp dport 1024-9999 drop",
                "sudo /usr/sbin/nft -f /etc/nftables.conf",
                "iptables-restore < /etc/iptables/rules.v4",
            })
    void aToolThatChangesRulesElsewhereMayDropWhatTheseLetThrough(String command) {
        String commands = command + "\niptables -A INPUT " + ESTABLISHED + "iptables -P INPUT DROP\n";

        assertThat(tcp(commands).allowed().isEmpty()).isTrue();
        assertThat(messages(commands)).contains("what this does is not known here");
        assertThat(tcp("nft list ruleset\niptables -A INPUT " + ESTABLISHED + "iptables -P INPUT DROP\n")
                        .allowed()
                        .size())
                .isEqualTo(65_536);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "if false; then\niptables -A INPUT %sfi\niptables -P INPUT DROP\n",
                "iptables -A INPUT %sif true; then iptables -P INPUT DROP; iptables -F INPUT; fi\n",
                "iptables -P INPUT DROP\nexit 0\niptables -A INPUT %s",
            })
    void aCommandUnderAConditionOrBehindAnExitMayNotBeCarriedOut(String script) {
        String commands = script.formatted(ESTABLISHED);

        assertThat(tcp(commands).allowed().isEmpty()).isTrue();
        assertThat(tcp(commands).blocked().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "echo iptables -A INPUT %siptables -P INPUT DROP\n",
                "cat >/dev/null <<EOF\niptables -A INPUT %sEOF\niptables -P INPUT DROP\n",
                "cat <<-'END' > notes\niptables -A INPUT %sEND\niptables -P INPUT DROP\n",
            })
    void whatIsPrintedIsNotCarriedOut(String script) {
        assertThat(tcp(script.formatted(ESTABLISHED)).blocked().size()).isEqualTo(65_536);
    }

    @Test
    void aConditionEndsAtItsEnd() {
        String commands = "if true; then\necho yes\nfi\niptables -A INPUT " + ESTABLISHED + "iptables -P INPUT DROP\n";

        assertThat(tcp(commands).allowed().size()).isEqualTo(65_536);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"iptables-restore <<EOF", "/sbin/iptables-legacy-restore --counters << 'EOF'"})
    void aRestoredTableTakesThePlaceOfTheOneBefore(String restore) {
        String commands = "iptables -A INPUT -p tcp --dport 1024:9999 -j DROP\n" + restore + "\n"
                + dump("-A INPUT -i lo -j ACCEPT\n-A INPUT " + ESTABLISHED) + "EOF\n";

        assertThat(tcp(commands).allowed().size()).isEqualTo(65_536);
        assertThat(tcp(commands.replace("restore", "restore -n")).blocked().size())
                .isEqualTo(8_976);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--zone 5", "--zone-reply 5"})
    void aReplyInAnotherZoneMayBelongToNoConnection(String zone) {
        String raw = "*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n-A PREROUTING -p tcp -j CT " + zone
                + "\nCOMMIT\n";

        assertThat(tcp(raw + dump("-A INPUT " + ESTABLISHED)).allowed().isEmpty())
                .isTrue();
    }

    /** Zeros before other digits make them octal for iptables, and for addresses nothing that all tools agree on. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-d 010.077.000.001", "-d 10.77.0.0/016", "-d 10.77.00.1", "-p tcp --dport 09"})
    void aZeroBeforeOtherDigitsMayMeanSomethingElse(String condition) {
        String dump = dump("-A INPUT " + condition + " -j DROP\n-A INPUT " + ESTABLISHED);

        assertThat(messages(dump)).containsAnyOf("not an address", "not a port", "ports");
        assertThat(tcp(dump).unknown().isEmpty()).isFalse();
        assertThat(tcp(dump).blocked().isEmpty()).isTrue();
    }

    @Test
    void noHostHasTablesWithoutEnd() {
        String many = dump("-A INPUT " + ESTABLISHED).repeat(100) + "*filter\n:OUTPUT DROP [0:0]\nCOMMIT\n";

        assertThat(messages(many)).contains("more than 64 tables: what follows is not read");
        assertThat(verdicts(many).tcp(PathKind.EGRESS).allowed().isEmpty()).isTrue();
        assertThat(verdicts(many).tcp6(PathKind.EGRESS).allowed().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n",
                "-P INPUT ACCEPT\n",
                "-P INPUT ACCEPT\n-N a\n-A a -j DROP\n",
                "Chain INPUT (policy ACCEPT)\ntarget     prot opt source               destination\n\n",
                "iptables -t a -A INPUT -j DROP\nip6tables-save: Permission denied (you must be root)\n"
            })
    void manyTablesAreReadInTime(String table) {
        String many = table.repeat(2_000_000 / table.length());

        assertTimeout(Duration.ofSeconds(5), () -> verdicts(many).tcp(PathKind.RETURN));
    }

    private static String dump(String rules) {
        return "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n" + rules + "COMMIT\n";
    }

    private static PathVerdict tcp(String text) {
        return verdicts(text).tcp(PathKind.RETURN);
    }

    private static Verdicts verdicts(String text) {
        return Verdicts.of(text).on("eth0", "10.77.0.1");
    }

    private static String messages(String text) {
        return String.join(
                "\n",
                verdicts(text).parsed().diagnostics().stream()
                        .map(Diagnostic::message)
                        .toList());
    }
}
