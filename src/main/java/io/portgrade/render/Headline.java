package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.report.BaselineComparison;
import io.portgrade.report.Gate;

/** A report in a sentence. */
final class Headline {

    private Headline() {}

    /** {@code web-17: grade C, 75 of 100 points; 9 of 41 rules assessed; F if everything not assessed turned out badly}. */
    static String of(AuditReport report) {
        return VisibleText.line(report.host().name()) + ": grade "
                + report.grade().letter() + ", " + report.score() + " of 100 points" + coverage(report);
    }

    /** What a grade is worth, to follow it: empty when all rules judged. */
    static String coverage(AuditReport report) {
        StringBuilder text = new StringBuilder();
        if (!report.rules().isComplete()) {
            text.append("; ").append(report.rules());
        }
        if (report.worstCaseGrade() != report.grade()) {
            text.append("; ")
                    .append(report.worstCaseGrade().letter())
                    .append(" if everything not assessed turned out badly");
        }
        return text.toString();
    }

    /** What was asked for, why the host does not have it, and what was set aside because an earlier report has it. */
    static String gate(AuditReport report, Gate gate) {
        BaselineComparison since = report.baseline();
        boolean nothingNew = gate.passed() && since != null && since.fresh() == 0;
        String all = nothingNew ? "nothing new since the baseline" : gate.asked() + " is asked for";
        String told = gate.passed() ? "passed: " + all : "failed: " + all + "; " + String.join("; ", gate.reasons());
        if (since == null || since.unchanged() == 0) {
            return told;
        }
        return told + "; " + count(since.unchanged(), "old finding is", "old findings are") + " set aside";
    }

    /** {@code 3 findings}, and its like. */
    static String count(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
