package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.portgrade.grade.Grade;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The smallest set of changes of settings that brings a host to a grade; if none does, the best that settings can reach.
 *
 * @param target the grade asked for
 * @param proven whether every smaller set, and every one of this size with less risk, was audited and falls short; when
 *     the grade is not reached, whether every set was
 * @param assumptions what both the marks and the proof rest on beside what was submitted, such as TCP timestamps at a peer
 * @param audits how many sets were audited
 * @param summary one sentence
 * @param before the host as submitted
 * @param after the host with all steps, audited again
 * @param steps safest first; none when there is nothing to change
 * @param remaining the findings with all steps made
 * @param apply all steps at once; null when there are none
 * @param rollback what takes them back; null when there are none
 * @param shortfall why the grade is not reached; null when it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
        HostReport host,
        String policy,
        String policyVersion,
        String rulePack,
        Grade target,
        Outcome outcome,
        boolean proven,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> assumptions,
        int audits,
        String summary,
        Standing before,
        Standing after,
        List<PlanStep> steps,
        List<ReportedFinding> remaining,
        @Nullable RemediationSteps apply,
        @Nullable Rollback rollback,
        @Nullable Shortfall shortfall) {

    public Plan {
        assumptions = List.copyOf(assumptions);
        steps = List.copyOf(steps);
        remaining = List.copyOf(remaining);
    }

    /** What settings can do for the target. */
    public enum Outcome {
        ALREADY_REACHED,
        REACHED,
        NOT_REACHED;

        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
