package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.OperatingSystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lowest soft limit on open files that was submitted.
 *
 * @param domain whom it binds
 * @param hard the hard limit that goes with it, null when not known
 * @param belowPorts whether it is known to be lower than the number of usable ports
 */
public record OpenFiles(
        long soft,
        String domain,
        @Nullable Long hard,
        boolean belowPorts,
        OperatingSystem system,
        List<Evidence> evidence) {

    private static final int ENOUGH = 65_536;

    /** For the beginning of a sentence. */
    public String subject() {
        return domain.equals("process") ? "A process" : "A process of " + domain;
    }

    /** @param outbound whether the policy wants a file for every port */
    public boolean tooFew(Bands bands, boolean outbound) {
        return bands.reachedBy(soft) || (outbound && belowPorts);
    }

    /** @param outbound whether the policy wants a file for every port */
    public Severity severity(Bands bands, boolean outbound) {
        Severity ofBand = bands.find(soft).orElse(Severity.INFO);
        return outbound && belowPorts ? ofBand.worst(Severity.MEDIUM) : ofBand;
    }

    /** Advice: no kernel setting raises a process limit. */
    public Remediation fix() {
        return Remediation.advise(new OpenFilesRemedy(system).of(domain, ENOUGH, hard));
    }
}
