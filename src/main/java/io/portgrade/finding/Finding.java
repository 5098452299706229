package io.portgrade.finding;

import java.util.List;
import java.util.Objects;

/**
 * What one rule says about one host. Rules insert it; the report adds title and fingerprint.
 *
 * @param rule the id of the rule, {@code topic/name}
 * @param explanation what is so on this host and why it matters, with the host's own values
 * @param evidence what it rests on, at least one piece
 * @throws NullPointerException when an operator's rule leaves a part out
 */
public record Finding(
        String rule, Severity severity, String explanation, List<Evidence> evidence, Remediation remediation) {

    public Finding {
        Objects.requireNonNull(rule, "a finding needs the id of its rule");
        Objects.requireNonNull(severity, "a finding needs a severity");
        Objects.requireNonNull(explanation, "a finding needs an explanation");
        Objects.requireNonNull(remediation, "a finding needs a remediation");
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException(rule + ": a finding needs evidence");
        }
    }

    public Finding withSeverity(Severity other) {
        return severity == other ? this : new Finding(rule, other, explanation, evidence, remediation);
    }
}
