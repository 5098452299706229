package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import java.util.List;

/**
 * One destination towards which so many ports are in use that the policy finds fault.
 *
 * @param bands from which share of the usable ports on it does
 * @param error what connect() fails with when all are
 * @param more destinations of which the same is to be said, with fewer ports in use, and that are not told of one by one
 */
public record PortsInUse(
        DestinationUsage usage, Bands bands, String error, int more, List<Evidence> evidence, Remediation fix) {

    public PortsInUse {
        evidence = List.copyOf(evidence);
    }

    public Severity severity() {
        return bands.severityAt(usage.utilisation());
    }

    /** For a finding: {@code 17000 of 28232 usable ports (60.2 %) are in use towards 10.0.5.12:5432 from 10.0.0.7, …}. */
    public String description() {
        StringBuilder text = new StringBuilder()
                .append(usage.inUse())
                .append(" of ")
                .append(usage.usablePorts())
                .append(" usable ports (")
                .append(Numerals.percent(usage.utilisation()))
                .append(") are in use towards ")
                .append(usage.route())
                .append(
                        usage.shared()
                                ? ", those towards other destinations included, because its pool binds first"
                                : "");
        if (usage.reusable() > 0) {
            text.append(", beside ")
                    .append(usage.reusable())
                    .append(" in TIME_WAIT that can be taken again if the destination has TCP timestamps on");
        } else if (usage.timeWait() > 0) {
            text.append(", ").append(usage.timeWait()).append(" of them in TIME_WAIT");
        }
        text.append(": when all are, connect() fails with ")
                .append(error)
                .append(", and until then it searches ever longer.");
        if (more > 0) {
            text.append(" Likewise ")
                    .append(Numerals.counted(more, "more destination"))
                    .append(", with fewer ports in use.");
        }
        return text.toString();
    }
}
