package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Baseline;
import io.portgrade.report.GateTerms;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read of findings that are old, and of rules that have nothing to say. */
class BaselineRenderingTest {

    private static final AuditReport PROXY = TestReports.proxy();
    private static final int FOUND = PROXY.findings().size();

    @Test
    void tellsThatAllThatIsFoundIsOld() {
        AuditReport report = since(0);
        assertThat(text(report))
                .contains("Gate passed: nothing new since the baseline; " + FOUND + " old findings are set aside\n")
                .doesNotContain("is asked for");
        assertThat(text(report).split(" [(]old[)]  ")).hasSize(FOUND + 1);
        assertThat(markdown(report)).contains("✅ Gate passed: nothing new since the baseline; " + FOUND);
        assertThat(markdown(report).split(" [(]old[)]")).hasSize(2 * FOUND + 1);
    }

    @Test
    void tellsOldFromNew() {
        AuditReport report = since(FOUND - 1);
        assertThat(text(report))
                .contains("Gate failed: B or better is asked for; ", "; 1 old finding is set aside\n")
                .containsOnlyOnce(" (old)  ");
        assertThat(text(PROXY)).doesNotContain("(old)", "set aside");
    }

    @Test
    void rulesThatDoNotApplyAreCountedApart() {
        List<NotAssessed> open =
                PROXY.notAssessed().stream().filter(NotAssessed::isOpen).toList();
        int closed = PROXY.notAssessed().size() - open.size();
        assertThat(open).isNotEmpty();
        assertThat(closed).isGreaterThan(1);
        String heading = "Not assessed: " + open.size() + " rules, and " + closed + " that do not apply";
        assertThat(text(PROXY)).contains("\n" + heading + "\n");
        assertThat(markdown(PROXY)).contains("<summary>" + heading + "</summary>");
        assertThat(text(TestReports.withNotAssessed(PROXY, open)))
                .contains("\nNot assessed: " + open.size() + " rules\n");
    }

    /** Held against a report that lacks the worst of its findings. */
    private static AuditReport since(int fresh) {
        List<String> earlier = PROXY.findings().stream()
                .skip(fresh)
                .map(ReportedFinding::fingerprint)
                .toList();
        return new GateTerms(Grade.B, null, Baseline.of(earlier)).applyTo(PROXY);
    }

    private static String text(AuditReport report) {
        return new String(new TextRendering().render(report), UTF_8);
    }

    private static String markdown(AuditReport report) {
        return new String(new MarkdownRendering().render(report), UTF_8);
    }
}
