package io.portgrade.report;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.grade.Grader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline asks of a report. With a baseline, only findings that it does not have count, and where nothing else is
 * asked for any of them fails that costs points.
 *
 * @param minGrade null when none is asked for
 * @param failOn the least severity that fails; null when none is named
 * @param baseline an earlier report; null when all findings count
 */
public record GateTerms(
        @Nullable Grade minGrade,
        @Nullable Severity failOn,
        @Nullable Baseline baseline) {

    /** Nothing is asked for. */
    public static final GateTerms NONE = new GateTerms(null, null, null);

    private static final int MOST_REASONS = 20;

    /** The report with its gate, and each finding held against the baseline; unchanged when nothing is asked for. */
    public AuditReport applyTo(AuditReport report) {
        AuditReport compared = baseline == null ? report : report.comparedTo(baseline);
        return asksForNothing() ? compared : compared.with(gate(compared));
    }

    private boolean asksForNothing() {
        return minGrade == null && failOn == null && baseline == null;
    }

    private Gate gate(AuditReport report) {
        List<ReportedFinding> counting =
                report.findings().stream().filter(finding -> !finding.isOld()).toList();
        List<String> reasons = new ArrayList<>();
        missedGrade(report, counting).ifPresent(reasons::add);
        reasons.addAll(failing(counting));
        return new Gate(minGrade, failOn, reasons.isEmpty(), reasons);
    }

    private Optional<String> missedGrade(AuditReport report, List<ReportedFinding> counting) {
        Grade grade = baseline == null ? report.grade() : gradeOf(counting);
        if (minGrade == null || grade.atLeast(minGrade)) {
            return Optional.empty();
        }
        String what = baseline == null ? "the grade is " : "the grade of what is new is ";
        return Optional.of(what + grade.letter() + ", below " + minGrade.letter());
    }

    private static Grade gradeOf(List<ReportedFinding> findings) {
        Map<String, Severity> worst = new HashMap<>();
        findings.forEach(finding -> worst.merge(finding.rule(), finding.severity(), Severity::worst));
        return Grader.grade(worst, true).grade();
    }

    private List<String> failing(List<ReportedFinding> counting) {
        Severity least = failOn == null && minGrade == null ? Severity.LOW : failOn;
        if (least == null) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        List<ReportedFinding> failing = counting.stream()
                .filter(finding -> !least.worseThan(finding.severity()))
                .toList();
        failing.stream().limit(MOST_REASONS).map(this::reason).forEach(reasons::add);
        if (failing.size() > MOST_REASONS) {
            reasons.add("and " + (failing.size() - MOST_REASONS) + " more");
        }
        return reasons;
    }

    private String reason(ReportedFinding finding) {
        return (baseline == null ? "" : "new: ") + finding.severity().id() + " " + finding.rule() + ": "
                + finding.title();
    }
}
