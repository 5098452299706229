package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.List;

/**
 * After how long this host's connection tracking forgets a connection that fell silent.
 *
 * @param value {@code nf_conntrack_tcp_timeout_established}
 * @param longestIdle how long the pool that leaves connections idle longest does so
 * @param pool its name
 */
public record EstablishedTimeout(Duration value, Duration longestIdle, String pool, List<Evidence> evidence) {

    /** In seconds: what still fits into an int as jiffies of a kernel that counts a thousand a second. */
    private static final long LARGEST = Integer.MAX_VALUE / 1_000;

    public EstablishedTimeout {
        evidence = List.copyOf(evidence);
    }

    public boolean isTooShort() {
        return value.compareTo(longestIdle) < 0;
    }

    private boolean forgetsAtOnce() {
        return value.isZero() || value.isNegative();
    }

    /** One sentence without its full stop. */
    public String description() {
        return "Connection tracking forgets a silent connection "
                + (forgetsAtOnce() ? "at once" : "after " + value.toSeconds() + " s") + ", and " + pool
                + " keeps connections idle for " + longestIdle.toSeconds() + " s or longer";
    }

    public Remediation fix() {
        long needed = longestIdle.plusNanos(999_999_999).toSeconds();
        if (needed > LARGEST) {
            return Remediation.advise(
                    forgetsAtOnce()
                            ? "Set nf_conntrack_tcp_timeout_established to its default, 432000, and let " + pool
                                    + " close idle connections sooner than that."
                            : "Let " + pool + " close idle connections after " + value.toSeconds() + " s.");
        }
        return Remediation.set(
                "Set nf_conntrack_tcp_timeout_established to " + needed + ".",
                SettingKeys.CONNTRACK_ESTABLISHED,
                needed);
    }
}
