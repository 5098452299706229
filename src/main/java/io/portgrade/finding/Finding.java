package io.portgrade.finding;

import java.util.List;

/**
 * What one rule says about one host. Rules insert it; the report adds title and fingerprint.
 *
 * @param rule the id of the rule, {@code topic/name}
 * @param explanation what is so on this host and why it matters, with the host's own values
 * @param evidence what it rests on, at least one piece
 */
public record Finding(
        String rule, Severity severity, String explanation, List<Evidence> evidence, Remediation remediation) {

    public Finding {
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException(rule + ": a finding needs evidence");
        }
    }

    public Finding withSeverity(Severity other) {
        return severity == other ? this : new Finding(rule, other, explanation, evidence, remediation);
    }
}
