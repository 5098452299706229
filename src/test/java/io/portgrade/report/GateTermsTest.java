package io.portgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTermsTest {

    /** One finding high, one info. */
    private static final HostSnapshot HOST = TestAudits.linux(
            "6.8.0", Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "0", SettingKeys.RFC1337, "0"));

    private static final AuditReport EARLIER = TestAudits.audit(HOST, "default");

    @Test
    void failsOnTheSeverityThatIsNamedAndOnWorse() {
        assertThat(gate(null, Severity.HIGH, null).passed()).isFalse();
        assertThat(gate(null, Severity.MEDIUM, null).reasons())
                .containsExactly("high reuse/without-timestamps: TIME_WAIT reuse is on but timestamps are off");
        assertThat(gate(null, Severity.CRITICAL, null).passed()).isTrue();
        assertThat(gate(null, Severity.INFO, null).reasons())
                .hasSize(EARLIER.findings().size());
    }

    @Test
    void allThatIsAskedForMustHold() {
        assertThat(gate(Grade.C, Severity.CRITICAL, null).passed()).isTrue();
        assertThat(gate(Grade.C, Severity.HIGH, null).passed()).isFalse();
        assertThat(gate(Grade.B, Severity.CRITICAL, null).passed()).isFalse();
    }

    @Test
    void oldFindingsDoNotCount() {
        Baseline same = Baseline.of(fingerprints(EARLIER));
        AuditReport report = new GateTerms(Grade.A, Severity.INFO, same).applyTo(EARLIER);
        assertThat(report.gate().passed()).isTrue();
        assertThat(report.findings()).allMatch(finding -> finding.baselineState() == BaselineState.UNCHANGED);
        assertThat(report.baseline())
                .isEqualTo(new BaselineComparison(0, EARLIER.findings().size(), List.of()));
        assertThat(report.grade()).isEqualTo(EARLIER.grade());
    }

    @Test
    void aNewFindingFailsEvenWhenNothingElseIsAskedFor() {
        AuditReport report = new GateTerms(null, null, new Baseline(Set.of("0123456789abcdef"))).applyTo(EARLIER);
        assertThat(report.gate().reasons())
                .containsExactly("new: high reuse/without-timestamps: TIME_WAIT reuse is on but timestamps are off");
        assertThat(report.baseline().gone()).containsExactly("0123456789abcdef");
        assertThat(report.baseline().fresh()).isEqualTo(EARLIER.findings().size());
    }

    @Test
    void theLeastGradeIsHeldAgainstWhatIsNew() {
        Baseline allButTheWorst =
                Baseline.of(fingerprints(EARLIER).subList(1, EARLIER.findings().size()));
        assertThat(gate(Grade.B, null, allButTheWorst).reasons())
                .containsExactly("the grade of what is new is C, below B");
        Baseline onlyTheWorst = Baseline.of(fingerprints(EARLIER).subList(0, 1));
        assertThat(gate(Grade.A_PLUS, null, onlyTheWorst).passed()).isTrue();
    }

    @Test
    void aReportOfWhichNothingIsAskedStaysAsItIs() {
        assertThat(GateTerms.NONE.applyTo(EARLIER)).isSameAs(EARLIER);
        assertThat(EARLIER.gate()).isNull();
    }

    private static Gate gate(Grade minGrade, Severity failOn, Baseline baseline) {
        return new GateTerms(minGrade, failOn, baseline).applyTo(EARLIER).gate();
    }

    private static List<String> fingerprints(AuditReport report) {
        return report.findings().stream().map(ReportedFinding::fingerprint).toList();
    }
}
