package io.portgrade.grade;

import io.portgrade.finding.Severity;
import java.util.Collection;
import java.util.Map;

/**
 * Marks a host by what was found: 100 points less one deduction a rule, and caps that no points make up for. Nothing
 * raises a grade but the absence of findings.
 */
public final class Grader {

    public static final int PERFECT = 100;

    private Grader() {}

    /**
     * @param worstByRule the worst severity that each rule found
     * @param complete whether everything was assessed, without which nothing is perfect
     */
    public static Score grade(Map<String, Severity> worstByRule, boolean complete) {
        Collection<Severity> severities = worstByRule.values();
        int deductions = 0;
        for (Severity severity : severities) {
            deductions += severity.deduction();
        }
        int points = Math.max(0, PERFECT - deductions);
        Grade grade = Grade.ofPoints(points).worst(cap(severities));
        return new Score(points, grade == Grade.A_PLUS && !complete ? Grade.A : grade);
    }

    /** The best letter that is left with findings of these severities, whatever the points. */
    public static Grade cap(Collection<Severity> severities) {
        if (severities.contains(Severity.CRITICAL)) {
            return Grade.F;
        }
        return severities.contains(Severity.HIGH) ? Grade.C : Grade.A_PLUS;
    }
}
