package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.time.Duration;
import java.util.List;

/**
 * {@code tcp_fin_timeout}: how long a connection that no program holds any more waits in FIN_WAIT_2.
 *
 * @param shortest the least that the policy finds sensible
 * @param longest the most that means what it says, the policy's word for the default
 */
public record FinTimeout(Duration value, Duration shortest, Duration longest, List<Evidence> evidence) {

    /** TIME_WAIT's length, above which the kernel splits the wait in two. */
    private static final Duration KEPT_AS_SOCKET = Duration.ofSeconds(60);

    /**
     * The most seconds that each Linux takes: as jiffies, of which there are 100 to 1000 a second, they must fit into an int.
     * {@code kernel/sysctl.c, v6.6}, proc_dointvec_jiffies; Linux 6.18 with 250 of them takes 8589934 and refuses 8589935.
     */
    private static final Duration TAKEN_BY_ALL = Duration.ofSeconds(Integer.MAX_VALUE / 1_000);

    /** The most that any takes. */
    private static final Duration TAKEN_BY_ANY = Duration.ofSeconds(Integer.MAX_VALUE / 100);

    private static final String REFUSED = "The kernel refuses it, and what was in force before stays in force.";

    /** Whether it is below TIME_WAIT's length, which people take it for. */
    public boolean isBelowTimeWait() {
        return shorterThan(KEPT_AS_SOCKET);
    }

    /**
     * What a value that is too short does, if the kernel takes it: a peer has as long as is set, but no less than the kernel waits
     * whatever is set. {@code include/net/tcp.h, v6.6}, tcp_fin_time.
     */
    public String shortage() {
        if (isTakenByNone()) {
            return REFUSED;
        }
        String patience = value.isZero() || value.isNegative()
                ? "3.5 retransmission timeouts, the least that the kernel waits,"
                : "that";
        return "A peer that closes its side later than " + patience
                + " gets an RST and reports a reset connection. No port in TIME_WAIT is freed sooner: that lasts 60 s all the same.";
    }

    /** The sign makes no difference: Linux 6.18 with 250 jiffies a second takes −8589934 and refuses −8589935. */
    private boolean isTakenByNone() {
        return value.abs().compareTo(TAKEN_BY_ANY) > 0;
    }

    public boolean isTooLong() {
        return longerThan(longest);
    }

    /** One sentence or two on what a value that is too long does, if the kernel takes it. */
    public String excess() {
        if (isTakenByNone()) {
            return REFUSED;
        }
        String means =
                "Above 60 s it does not mean what it says: an orphaned FIN_WAIT_2 then lasts twice the excess, here "
                        + lifetime().toSeconds() + " s.";
        return longerThan(TAKEN_BY_ALL)
                ? means + " And it depends on how many ticks a second the kernel counts whether it takes more than "
                        + TAKEN_BY_ALL.toSeconds() + " s or refuses it and keeps what it had."
                : means;
    }

    public boolean isTooShort() {
        return shorterThan(shortest);
    }

    public boolean longerThan(Duration limit) {
        return value.compareTo(limit) > 0;
    }

    public boolean shorterThan(Duration limit) {
        return value.compareTo(limit) < 0;
    }

    /**
     * How long FIN_WAIT_2 really lasts: what is set, and twice what exceeds 60 seconds when more than that is set.
     * {@code net/ipv4/tcp.c, v6.6}, tcp_close.
     */
    public Duration lifetime() {
        return longerThan(KEPT_AS_SOCKET) ? value.minus(KEPT_AS_SOCKET).multipliedBy(2) : value;
    }
}
