package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import java.util.List;

/**
 * Rules that let replies in by their ports where a rule by state would let the same in.
 *
 * @param evidence the rules, possibly none
 */
public record StatelessReplies(List<Evidence> evidence) {

    public StatelessReplies {
        evidence = List.copyOf(evidence);
    }

    public boolean isAny() {
        return !evidence.isEmpty();
    }

    public Remediation fix() {
        return Remediation.advise(
                "Accept packets in state ESTABLISHED or RELATED in place of these rules: that follows the port"
                        + " range wherever it is moved, and lets no one else in.");
    }
}
