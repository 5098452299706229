package io.portgrade.firewall;

/**
 * How many rules an analysis may still look at: chains that call each other twice at every level would never end, nor would
 * ten thousand destinations behind a hundred thousand rules.
 */
final class StepBudget {

    private static final long OF_ANALYSIS = 24_000_000;
    private static final long OF_WALK = 200_000;
    private static final int PER_RULE = 4;

    /** Of every rule, for making ready whatever is looked at. */
    private static final int PREPARATION = 16;

    /** A jump copies a set of ports. */
    private static final int JUMP = 16;

    /** An entry of the answer. */
    private static final int GAP = 64;

    private final long ofWalk;
    private final long ofAll;
    private long left = OF_ANALYSIS;
    private long leftOfWalk;
    private boolean refused;

    /** @param rules how many there are */
    StepBudget(long rules) {
        ofWalk = OF_WALK + PER_RULE * rules;
        ofAll = 1 + PREPARATION * rules;
    }

    /** Starts another packet's way. */
    void startWalk() {
        leftOfWalk = ofWalk;
    }

    boolean take() {
        return take(1);
    }

    boolean takeJump() {
        return take(JUMP);
    }

    /** Gaps are told after all ways of a verdict, so they count for the analysis only. */
    boolean takeGap() {
        left -= GAP;
        refused |= left < 0;
        return left >= 0;
    }

    boolean take(int steps) {
        left -= steps;
        leftOfWalk -= steps;
        refused |= left < 0 || leftOfWalk < 0;
        return left >= 0 && leftOfWalk >= 0;
    }

    /** What an analysis has cost so far, at least 1. */
    long spent() {
        return Math.min(OF_ANALYSIS, OF_ANALYSIS - left) + ofAll;
    }

    /** Whether some rules were not looked at. */
    boolean wasShort() {
        return refused;
    }
}
