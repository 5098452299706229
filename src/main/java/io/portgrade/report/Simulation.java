package io.portgrade.report;

import io.portgrade.grade.Grade;
import java.util.List;

/**
 * A host as it is and as it would be.
 *
 * @param before the report of the host as submitted
 * @param after the report with the changes made
 * @param changes what is not the same in both
 */
public record Simulation(AuditReport before, AuditReport after, Changes changes) {

    /**
     * What changes bring.
     *
     * @param newlyAssessed categories more of whose rules could judge, in the order of a report
     * @param noLongerAssessed likewise, fewer
     */
    public record Changes(
            Between<Grade> grade,
            Between<Integer> score,
            Between<Grade> worstCaseGrade,
            FindingChanges findings,
            CeilingChanges ceilings,
            List<String> newlyAssessed,
            List<String> noLongerAssessed) {

        public Changes {
            newlyAssessed = List.copyOf(newlyAssessed);
            noLongerAssessed = List.copyOf(noLongerAssessed);
        }
    }

    public static Simulation of(AuditReport before, AuditReport after) {
        return new Simulation(
                before,
                after,
                new Changes(
                        new Between<>(before.grade(), after.grade()),
                        new Between<>(before.score(), after.score()),
                        new Between<>(before.worstCaseGrade(), after.worstCaseGrade()),
                        FindingChanges.between(before.findings(), after.findings()),
                        CeilingChanges.between(before.capacity(), after.capacity()),
                        betterAssessed(after, before),
                        betterAssessed(before, after)));
    }

    /** The categories of which the one report assesses more than the other. */
    private static List<String> betterAssessed(AuditReport report, AuditReport other) {
        return report.categories().stream()
                .filter(category -> category.status().compareTo(statusIn(other, category)) < 0)
                .map(CategoryReport::name)
                .toList();
    }

    /** A category that the other report leaves out counts as not assessed there. */
    private static CategoryReport.Status statusIn(AuditReport report, CategoryReport category) {
        return report.categories().stream()
                .filter(other -> other.name().equals(category.name()))
                .map(CategoryReport::status)
                .findFirst()
                .orElse(CategoryReport.Status.NOT_ASSESSED);
    }
}
