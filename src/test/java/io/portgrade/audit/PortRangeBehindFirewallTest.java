package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.report.AuditReport;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import org.junit.jupiter.api.Test;

/** Where a range that is too small may go when a firewall lets replies in by their ports. */
class PortRangeBehindFirewallTest {

    @Test
    void growsAsUsualWhereRepliesGetIn() {
        assertThat(remedy("40000 50001", "32768:60999").settings())
                .containsEntry(SettingKeys.LOCAL_PORT_RANGE, "32768 60999");
    }

    @Test
    void goesToWhereRepliesGetIn() {
        assertThat(remedy("1024 5001", "1024:32767").settings())
                .containsEntry(SettingKeys.LOCAL_PORT_RANGE, "1024 32767");
    }

    @Test
    void staysWhereNoLargerRangeGetsReplies() {
        RemediationSteps remedy = remedy("40000 50001", "40000:50001");
        assertThat(remedy.settings()).isEmpty();
        assertThat(remedy.summary()).startsWith("Mend the firewall first.");
        assertThat(audit("40000 50001", "40000:50001").remediation()).isNull();
    }

    @Test
    void growsAsUsualWhereNoReplyGetsInToday() {
        assertThat(remedy("40000 50001", "1024:5000").settings())
                .containsEntry(SettingKeys.LOCAL_PORT_RANGE, "32768 60999");
    }

    @Test
    void whatIsJudgedAgainIsNotAnalysedAgain() {
        HostFirewalls first = HostFirewalls.of(host("40000 50001", "40000:50001"));
        HostFirewalls again = first.judgedAgain();
        assertThat(first.isCurable()).isTrue();
        assertThat(again.isCurable()).isFalse();
        assertThat(again.analysis()).isSameAs(first.analysis());
        assertThat(again.diagnostics()).isEqualTo(first.diagnostics());
    }

    private static RemediationSteps remedy(String range, String accepted) {
        return audit(range, accepted).findings().stream()
                .filter(finding -> finding.rule().equals("port-range/too-small"))
                .map(ReportedFinding::remediation)
                .findFirst()
                .orElseThrow();
    }

    private static AuditReport audit(String range, String accepted) {
        return TestAudits.audit(host(range, accepted), "default");
    }

    /** A host to which replies come by ports alone. */
    private static HostSnapshot host(String range, String accepted) {
        String text = """
                *filter
                :INPUT DROP [0:0]
                :FORWARD DROP [0:0]
                :OUTPUT ACCEPT [0:0]
                -A INPUT -p tcp -m tcp --dport PORTS -j ACCEPT
                -A INPUT -p udp -m udp --dport PORTS -j ACCEPT
                COMMIT
                """.replace("PORTS", accepted);
        return TestAudits.hostBehind(range, new FirewallDocument("rules.v4", null, text));
    }
}
