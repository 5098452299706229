package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import java.util.List;

/**
 * The connection tracking table.
 *
 * @param key the name under which its size was submitted
 * @param max entries it can hold, at least 1
 * @param expected entries to plan for: those in it when the snapshot was taken or, if more, one destination's worth of
 *     ephemeral ports
 * @param basis in words, what {@code expected} is
 */
public record ConntrackTable(String key, long max, long expected, String basis, List<Evidence> evidence) {

    private static final int PERCENT = 100;

    public ConntrackTable {
        evidence = List.copyOf(evidence);
    }

    public double utilisation() {
        return (double) expected / max;
    }

    public long percent() {
        return Math.round(utilisation() * PERCENT);
    }

    /**
     * The next power of two at which the table is used no more than it should be.
     *
     * @param limit the utilisation, 0 to 1, up to which all is well
     */
    public Remediation fix(double limit) {
        long needed = (long) Math.ceil(expected / limit);
        long size = Math.max(1, Long.highestOneBit(Math.max(1, needed - 1)) << 1);
        return Remediation.set("Set nf_conntrack_max to " + size + " in the initial network namespace.", key, size);
    }
}
