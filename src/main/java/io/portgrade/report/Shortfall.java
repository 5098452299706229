package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.finding.Severity;
import io.portgrade.rule.NotAssessed;
import java.util.List;

/**
 * What keeps a host from a grade that settings alone do not reach.
 *
 * @param explanation why, in one or two sentences
 * @param findings those that no setting mends, or whose setting would cost more than it brings
 * @param notAssessed the rules that could not judge, when that alone keeps the host from the grade
 */
public record Shortfall(
        String explanation,
        List<Remaining> findings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NotAssessed> notAssessed) {

    public Shortfall {
        findings = List.copyOf(findings);
        notAssessed = List.copyOf(notAssessed);
    }

    /**
     * A finding that is left.
     *
     * @param remedy what mends it, in one sentence
     */
    public record Remaining(String rule, Severity severity, String remedy) {}
}
