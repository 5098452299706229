package io.portgrade.render.html;

import io.portgrade.capacity.Measure;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Demand on a line that ends at 125 % of the ceiling.
 *
 * @param demand and its ceiling, in words; what is not known is never nothing
 * @param share demand of the ceiling, in words; empty when either is not known
 * @param level how near they are
 * @param filled null when either is not known
 */
record DemandBar(
        String label,
        String demand,
        String share,
        Level level,
        @Nullable Span filled) {

    private static final double END = 1.25;
    private static final double LEAST_WIDTH = 0.4;
    private static final double WHOLE = 100;

    /** How near demand is to the ceiling, in the eyes of the policy. */
    enum Level {
        UNKNOWN,
        EASY,
        WATCHED,
        CLOSE,
        OVER;

        /** The class of its elements. */
        public String style() {
            return "level-" + name().toLowerCase(Locale.ROOT);
        }
    }

    static DemandBar of(String label, Measure measure, Bands utilisation) {
        Double share = measure.share();
        return new DemandBar(
                label,
                demand(measure.demand(), measure.ceiling()),
                share == null ? "" : Figures.percent(share),
                level(measure.utilisation(), utilisation),
                share == null || share <= 0 ? null : new Span(0, at(share)));
    }

    /** Whether the line is too short for it. */
    boolean isCut() {
        return filled != null && filled.width() >= WHOLE;
    }

    /** Where this share of the ceiling is on the line. */
    static Span mark(double share) {
        return new Span(at(share), 0);
    }

    private static double at(double share) {
        return Math.max(LEAST_WIDTH, Math.min(WHOLE, WHOLE * share / END));
    }

    private static Level level(@Nullable Number share, Bands utilisation) {
        if (share == null) {
            return Level.UNKNOWN;
        }
        double value = share.doubleValue();
        if (value > 1) {
            return Level.OVER;
        }
        return utilisation
                .find(value)
                .map(severity -> severity.compareTo(Severity.HIGH) <= 0 ? Level.CLOSE : Level.WATCHED)
                .orElse(Level.EASY);
    }

    private static String demand(@Nullable Number demand, @Nullable Number ceiling) {
        if (demand == null) {
            return "demand not known" + (ceiling == null ? "" : ", ceiling " + Figures.grouped(ceiling));
        }
        return Figures.grouped(demand) + " of " + (ceiling == null ? "any number" : Figures.grouped(ceiling));
    }
}
