package io.portgrade.render.html;

import io.portgrade.capacity.Measure;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Bands;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Demand on a line that ends at 125 % of the ceiling.
 *
 * @param demand in words; a dash when not known
 * @param ceiling likewise
 * @param share demand of the ceiling, in words
 * @param level how near they are
 * @param filled null when either is not known
 */
record DemandBar(
        String label,
        String demand,
        String ceiling,
        String share,
        Level level,
        @Nullable Span filled) {

    private static final double END = 1.25;
    private static final double LEAST_WIDTH = 0.4;
    private static final double WHOLE = 100;
    private static final String NOT_KNOWN = "\u2013";

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
        Number share = measure.utilisation();
        return new DemandBar(
                label,
                text(measure.demand()),
                text(measure.ceiling()),
                Figures.percent(share),
                level(share, utilisation),
                share == null || share.doubleValue() <= 0 ? null : new Span(0, at(share.doubleValue())));
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

    private static String text(@Nullable Number number) {
        return number == null ? NOT_KNOWN : Figures.grouped(number);
    }
}
