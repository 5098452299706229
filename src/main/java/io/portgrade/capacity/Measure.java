package io.portgrade.capacity;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, held against what there is.
 *
 * @param demand null when not known
 * @param ceiling null when there is none
 * @param utilisation demand over ceiling, 0 and up, to a thousandth, and of a ceiling of 0 as if it were 1; null when either
 *     is missing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measure(
        @Nullable Number demand,
        @Nullable Number ceiling,
        @Nullable Number utilisation) {

    private static final double TENTH = 10;
    private static final double THOUSANDTH = 1_000;

    /** The utilisation; 0 when it is not known. */
    public double used() {
        return utilisation == null ? 0 : utilisation.doubleValue();
    }

    /** Rounded for a reader. */
    static Measure of(@Nullable Double demand, @Nullable Double ceiling) {
        return new Measure(
                rounded(demand),
                rounded(ceiling),
                demand == null || ceiling == null ? null : rounded(demand / (ceiling == 0 ? 1 : ceiling), THOUSANDTH));
    }

    private static @Nullable Number rounded(@Nullable Double value) {
        return rounded(value, value != null && value < 1 ? THOUSANDTH : TENTH);
    }

    /** Demand over ceiling, not rounded, so that little is not nothing; null when there is no utilisation. */
    public @Nullable Double share() {
        return demand == null || ceiling == null || utilisation == null
                ? null
                : Double.valueOf(demand.doubleValue() / ceiling.doubleValue());
    }

    /** Whole numbers without decimals. */
    private static @Nullable Number rounded(@Nullable Double value, double parts) {
        if (value == null || !Double.isFinite(value)) {
            return null;
        }
        double near = Math.rint(value * parts) / parts;
        boolean whole = near == Math.rint(near) && Math.abs(near) < Long.MAX_VALUE;
        return whole ? (Number) Long.valueOf((long) near) : (Number) Double.valueOf(near);
    }
}
