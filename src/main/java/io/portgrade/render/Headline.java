package io.portgrade.render;

import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Gate;

/** A report in a sentence. */
final class Headline {

    private Headline() {}

    /** {@code web-17: grade C, 75 of 100 points; F if everything not assessed turned out badly}. */
    static String of(AuditReport report) {
        String grade = VisibleText.line(report.host().name()) + ": grade "
                + report.grade().letter() + ", " + report.score() + " of 100 points";
        return report.worstCaseGrade() == report.grade() ? grade : grade + "; " + worstCase(report.worstCaseGrade());
    }

    static String worstCase(Grade grade) {
        return grade.letter() + " if everything not assessed turned out badly";
    }

    /** What was asked for, and why the host does not have it. */
    static String gate(Gate gate) {
        String all = gate.asked() + " is asked for";
        return gate.passed() ? "passed: " + all : "failed: " + all + "; " + String.join("; ", gate.reasons());
    }

    /** {@code 3 findings}, and its like. */
    static String count(int count, String one, String several) {
        return count + " " + (count == 1 ? one : several);
    }
}
