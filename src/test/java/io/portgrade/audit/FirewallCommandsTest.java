package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.FirewallDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands are pasted into a shell of root, and the names of tables and chains are a client's. */
class FirewallCommandsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"$(touch${IFS}ran)#x", "`touch${IFS}ran`", "a';touch${IFS}ran;'", "a&touch${IFS}ran", "~", "a*"})
    void aShellTakesTheNameOfAChainForText(String chain) throws Exception {
        List<String> commands = commands("""
                *filter
                :INPUT ACCEPT [0:0]
                :OUTPUT ACCEPT [0:0]
                :CHAIN - [0:0]
                -A INPUT -j CHAIN
                -A CHAIN -p tcp -m tcp --dport 22 -j ACCEPT
                -A CHAIN -j DROP
                COMMIT
                """.replace("CHAIN", chain));

        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            assertThat(shell("iptables() { printf '%s\\n' \"$@\"; }\n" + command))
                    .containsSubsequence("-I", chain, "2")
                    .containsSubsequence("-j", "ACCEPT");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-F", "!a", "a\u202eb", "a\u001bb"})
    void whatNoCommandCanNameGetsNone(String chain) {
        assertThat(commands("""
                        *filter
                        :INPUT ACCEPT [0:0]
                        :OUTPUT ACCEPT [0:0]
                        :CHAIN - [0:0]
                        -A INPUT -j CHAIN
                        -A CHAIN -j DROP
                        COMMIT
                        """.replace("CHAIN", chain))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"f;reboot", "in$(reboot)", "a b", "a'b", "a\\nreboot", "a\\u202eb"})
    void nftHasNoWordsForSuchNames(String name) {
        String rules = """
                {"nftables": [{"table": {"family": "inet", "name": "%1$s", "handle": 1}},
                 {"chain": {"family": "inet", "table": "%1$s", "name": "input", "handle": 2, "type": "filter",
                  "hook": "input", "prio": 0, "policy": "drop"}}]}
                """;
        assertThat(commands(rules.formatted("filter")))
                .contains("nft add rule inet filter input 'ct state established,related accept'");
        assertThat(commands(rules.formatted(name))).isEmpty();
        assertThat(commands(rules.formatted("filter").replace("\"name\": \"input\"", "\"name\": \"" + name + "\"")))
                .isEmpty();
    }

    /** Of all findings of firewalls. */
    private static List<String> commands(String rules) {
        AuditReport report = TestAudits.audit(
                TestAudits.hostBehind("1024\t65535", new FirewallDocument("rules", null, rules)), "default");
        assertThat(report.findings())
                .extracting(ReportedFinding::rule)
                .anyMatch(rule -> rule.startsWith("firewall/return-traffic-"));
        return report.findings().stream()
                .flatMap(finding -> finding.remediation().firewall().stream())
                .map(FirewallEdit::command)
                .distinct()
                .toList();
    }

    private List<String> shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }
}
