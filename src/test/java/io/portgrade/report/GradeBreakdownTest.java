package io.portgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.finding.Severity;
import io.portgrade.snapshot.SettingKeys;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradeBreakdownTest {

    @Test
    void deductionsLeadFromAHundredToTheScore() {
        AuditReport report = audit(Map.of(
                SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "0", SettingKeys.LOCAL_PORT_RANGE, "32768 60998"));

        GradeBreakdown breakdown = GradeBreakdown.of(report);

        assertThat(100 - breakdown.lost()).isEqualTo(report.score());
        assertThat(breakdown.deductions())
                .extracting(GradeBreakdown.Deduction::rule)
                .contains("reuse/without-timestamps");
        assertThat(report.findings()).extracting(ReportedFinding::severity).contains(Severity.INFO);
        assertThat(breakdown.deductions()).allMatch(deduction -> deduction.points() > 0);
    }

    @Test
    void aHostThatIsNotKnownWholeIsAAtBest() {
        GradeBreakdown breakdown = GradeBreakdown.of(audit(Map.of(SettingKeys.FIN_TIMEOUT, "60")));

        assertThat(breakdown.byPoints().letter()).isEqualTo("A+");
        assertThat(breakdown.limit()).contains("everything was assessed");
    }

    private static AuditReport audit(Map<String, String> settings) {
        return TestAudits.audit(TestAudits.linux("6.8.0", settings), "default");
    }
}
