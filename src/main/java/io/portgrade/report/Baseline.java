package io.portgrade.report;

import java.util.Collection;
import java.util.Set;

/**
 * An earlier report of the same host, as far as findings are recognised in it.
 *
 * @param fingerprints of all its findings
 */
public record Baseline(Set<String> fingerprints) {

    public Baseline {
        fingerprints = Set.copyOf(fingerprints);
    }

    /** Recognises findings by these fingerprints, of which the same may be there several times. */
    public static Baseline of(Collection<String> fingerprints) {
        return new Baseline(Set.copyOf(fingerprints));
    }

    BaselineState stateOf(ReportedFinding finding) {
        return fingerprints.contains(finding.fingerprint()) ? BaselineState.UNCHANGED : BaselineState.NEW;
    }
}
