package io.portgrade.report;

import io.portgrade.grade.Grade;

/**
 * How a host stands in one report.
 *
 * @param score 0 to 100
 * @param worstCaseGrade if everything that was not assessed turned out as badly as it can
 */
public record Standing(Grade grade, int score, Grade worstCaseGrade) {

    static Standing of(AuditReport report) {
        return new Standing(report.grade(), report.score(), report.worstCaseGrade());
    }
}
