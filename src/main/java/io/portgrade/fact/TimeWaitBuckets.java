package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import java.util.List;

/**
 * {@code tcp_max_tw_buckets}: TIME_WAIT sockets beyond which the kernel destroys new ones at once.
 *
 * @param needed the ports that one destination can use; 0 when they are not known
 */
public record TimeWaitBuckets(long max, int needed, List<Evidence> evidence, Remediation fix) {

    /** The default of a large host; more than any port range has ports. */
    static final int ENOUGH = 262_144;

    public boolean isTooFew() {
        return max < needed;
    }
}
