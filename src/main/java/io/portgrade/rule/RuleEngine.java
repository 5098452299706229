package io.portgrade.rule;

import io.portgrade.fact.Facts;
import io.portgrade.finding.Finding;
import io.portgrade.policy.Policy;
import java.util.List;

/** Evaluates every rule of the catalogue. Implementations are safe for use by several threads. */
public interface RuleEngine {

    /**
     * @return what the rules found, in no particular order, and the rules that broke
     */
    Evaluation evaluate(Policy policy, Facts facts);

    /**
     * The outcome of all rules on one host.
     *
     * @param failures rules that threw or would not end, which only an operator's own can; what they found is not used
     */
    record Evaluation(List<Finding> findings, List<Failure> failures) {

        public Evaluation {
            findings = List.copyOf(findings);
            failures = List.copyOf(failures);
        }
    }

    /** A rule that broke, and how. */
    record Failure(String rule, String message) {}
}
