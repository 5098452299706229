package io.portgrade.report;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.grade.Grader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a report came by its grade.
 *
 * @param deductions one a rule that cost points, dearest first
 * @param score what they leave of 100, not below 0
 * @param byPoints the grade that the score alone would give
 * @param limit why the grade is lower than that, a sentence; null when it is not
 */
public record GradeBreakdown(
        List<Deduction> deductions,
        int score,
        Grade byPoints,
        @Nullable String limit) {

    public GradeBreakdown {
        deductions = List.copyOf(deductions);
    }

    /**
     * What a rule cost.
     *
     * @param severity the worst that it found
     * @param points more than 0
     * @param findings how many it has; only the worst of them counts
     */
    public record Deduction(String rule, String title, Severity severity, int points, int findings) {

        private Deduction and(Severity other) {
            Severity worst = severity.worst(other);
            return new Deduction(rule, title, worst, worst.deduction(), findings + 1);
        }
    }

    public static GradeBreakdown of(AuditReport report) {
        Map<String, Deduction> byRule = new LinkedHashMap<>();
        for (ReportedFinding finding : report.findings()) {
            Severity severity = finding.severity();
            byRule.merge(
                    finding.rule(),
                    new Deduction(finding.rule(), finding.title(), severity, severity.deduction(), 1),
                    (known, another) -> known.and(another.severity()));
        }
        List<Deduction> deductions = new ArrayList<>(byRule.values());
        deductions.removeIf(deduction -> deduction.points() == 0);
        Grade byPoints = Grade.ofPoints(report.score());
        return new GradeBreakdown(
                deductions,
                report.score(),
                byPoints,
                report.grade() == byPoints ? null : limit(byRule.values(), byPoints));
    }

    /** The points that the deductions add up to; more than 100 when the score stopped at 0. */
    public int lost() {
        return deductions.stream().mapToInt(Deduction::points).sum();
    }

    private static String limit(Collection<Deduction> rules, Grade byPoints) {
        List<Severity> severities = rules.stream().map(Deduction::severity).toList();
        Grade cap = Grader.cap(severities);
        if (byPoints.atLeast(cap) && cap != byPoints) {
            return severities.contains(Severity.CRITICAL)
                    ? "Anything critical makes it F, whatever the points."
                    : "With anything high it is " + cap.letter() + " at best, whatever the points.";
        }
        return Grade.A_PLUS.letter() + " is only for a host of which everything was assessed.";
    }
}
