package io.portgrade.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.portgrade.fact.Absence;

/**
 * A rule that could not judge, and why.
 *
 * @param reason one clause, starting with the words of its kind
 */
public record NotAssessed(String rule, Absence.Kind kind, String reason) {

    static NotAssessed because(String rule, Absence absence) {
        return new NotAssessed(rule, absence.kind(), absence.reason());
    }

    /** Whether evidence could still turn it into a finding: not so where the rule does not apply or is switched off. */
    @JsonIgnore
    public boolean isOpen() {
        return kind != Absence.Kind.NOT_APPLICABLE && kind != Absence.Kind.DISABLED;
    }
}
