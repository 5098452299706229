package io.portgrade.snapshot;

/**
 * The idle connections of a pool that keeps a few of them, under requests that come independently of each other. A request takes
 * one or opens one; when it is done, its connection is kept, or closed when enough are.
 *
 * <p>How many are idle goes up and down by one like a random walk between 0 and what is kept, so that none is idle for 1 of (kept
 * + 1) requests. That many are only missed while the number of requests in flight varies by more than what is kept; its
 * standard deviation is the root of its mean. The factor for that was fitted to a simulation of requests that all take the same
 * time: docs/decisions/0014. Where times differ, fewer are missed.
 */
final class IdleList {

    private static final double FREE_DEVIATIONS = 1.5;
    private static final double SPREAD = 6;

    /** From here on so few are missed that they are none. */
    private static final double NONE = 1e-4;

    private IdleList() {}

    /**
     * Which share of requests finds no idle connection and opens one, 0 to 1.
     *
     * @param kept idle at most, 0 or more
     * @param used at once on average, 0 or more
     */
    static double missed(int kept, double used) {
        if (used <= 0) {
            return 0;
        }
        double deviations = Math.max(0, kept / Math.sqrt(used) - FREE_DEVIATIONS);
        double missed = Math.exp(-deviations * deviations / SPREAD) / (kept + 1);
        double walking = missed < NONE ? 0 : missed;
        return kept < used ? walking : belowBoth(walking, atLeast(kept, used));
    }

    /** Lower than either, by a fifth where they are equal. */
    private static double belowBoth(double one, double other) {
        return one == 0 || other == 0 ? 0 : 1 / Math.cbrt(Math.pow(one, -3) + Math.pow(other, -3));
    }

    /** The probability that so many are used at once, by Poisson's distribution: none is missed while all kept ones are idle or used. */
    private static double atLeast(int kept, double used) {
        double exactly = Math.exp(-used);
        double fewer = 0;
        for (int n = 0; n < kept && exactly > 0; n++) {
            fewer += exactly;
            exactly *= used / (n + 1);
        }
        return Math.max(0, 1 - fewer);
    }
}
