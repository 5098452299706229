package io.portgrade.audit;

import java.time.Duration;

/**
 * How much work one search for a plan may be.
 *
 * @param mostTrials sets of changes that are tried, at least 1
 * @param longest no further one is tried after this time
 */
public record SearchBudget(int mostTrials, Duration longest) {

    /**
     * Twelve settings at odds, in every combination; hosts have a dozen candidates at most, and few have five. The audits before
     * and after the search fit into the rest of five seconds.
     */
    public static final SearchBudget STANDARD = new SearchBudget(4_096, Duration.ofSeconds(2));

    public SearchBudget {
        if (mostTrials < 1) {
            throw new IllegalArgumentException("at least the host itself must be tried");
        }
    }
}
