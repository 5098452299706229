package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.grade.Grade;
import io.portgrade.grade.Score;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * One change of a plan, and the host audited with it and all before it.
 *
 * @param number from 1
 * @param settings key to value; empty when something is removed
 * @param remove settings to take out of the configuration
 * @param risk what it may disturb
 * @param reason the same as a sentence
 * @param mends the rules that fire no more, sorted
 * @param reveals the rules that fire only now, sorted
 * @param gradeAfter the grade after this step
 * @param scoreAfter likewise, 0 to 100
 */
public record PlanStep(
        int number,
        SortedMap<String, String> settings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> remove,
        ChangeRisk risk,
        String reason,
        List<String> mends,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reveals,
        Grade gradeAfter,
        int scoreAfter) {

    public PlanStep {
        remove = List.copyOf(remove);
        mends = List.copyOf(mends);
        reveals = List.copyOf(reveals);
    }

    /**
     * @param before the rules that fired before this step
     * @param after those that fire after it
     */
    public static PlanStep of(int number, SettingChange change, Set<String> before, Set<String> after, Score score) {
        return new PlanStep(
                number,
                change.settings(),
                change.removed(),
                change.risk(),
                change.risk().reason(),
                without(before, after),
                without(after, before),
                score.grade(),
                score.points());
    }

    private static List<String> without(Set<String> rules, Set<String> others) {
        return rules.stream().filter(rule -> !others.contains(rule)).sorted().toList();
    }
}
