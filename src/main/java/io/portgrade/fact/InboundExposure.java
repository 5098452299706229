package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import java.util.List;

/**
 * Usable ports, which nothing is known to listen on, to which anyone may open a connection.
 *
 * @param everything whether all usable ports are open in some way
 * @param description of the open ports by family and protocol; empty when none is open
 * @param evidence what lets them in
 */
public record InboundExposure(boolean everything, String description, List<Evidence> evidence) {

    public InboundExposure {
        evidence = List.copyOf(evidence);
    }

    public boolean isAny() {
        return !evidence.isEmpty();
    }

    public Severity severity() {
        return everything ? Severity.HIGH : Severity.MEDIUM;
    }

    public Remediation fix() {
        return Remediation.advise(
                "Let replies in by their state (established, related), services by their own ports, and drop the"
                        + " rest: no one needs to open connections to ephemeral ports.");
    }
}
