package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.finding.Remediation;
import io.portgrade.grade.Grade;
import io.portgrade.grade.Score;
import io.portgrade.snapshot.HostSnapshot;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * One change of a plan, and the host audited with it and all before it.
 *
 * @param number from 1
 * @param settings key to value; empty when something is removed
 * @param remove settings to take out of the configuration
 * @param commands for a shell of the host's own system, effective at once
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
        List<String> commands,
        ChangeRisk risk,
        String reason,
        List<String> mends,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reveals,
        Grade gradeAfter,
        int scoreAfter) {

    public PlanStep {
        remove = List.copyOf(remove);
        commands = List.copyOf(commands);
        mends = List.copyOf(mends);
        reveals = List.copyOf(reveals);
    }

    /**
     * One step.
     *
     * @param submitted the host before any step
     * @param before the rules that fired before this step
     * @param after those that fire after it
     */
    public static PlanStep of(
            int number,
            SettingChange change,
            HostSnapshot submitted,
            Set<String> before,
            Set<String> after,
            Score score) {
        return new PlanStep(
                number,
                change.settings(),
                change.removed(),
                commands(change, submitted),
                change.risk(),
                change.risk().reason(),
                without(before, after),
                without(after, before),
                score.grade(),
                score.points());
    }

    private static List<String> commands(SettingChange change, HostSnapshot submitted) {
        Remediation alone = new Remediation(change.risk().reason(), change.settings(), change.removed(), List.of());
        return RemediationWriter.write(alone, submitted).commands();
    }

    private static List<String> without(Set<String> rules, Set<String> others) {
        return rules.stream().filter(rule -> !others.contains(rule)).sorted().toList();
    }
}
