package io.portgrade.render.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for a reader. */
final class Figures {

    private Figures() {}

    /** With commas, and at most one decimal: {@code 28,232}, {@code 470.5}. */
    static String grouped(Number number) {
        double value = number.doubleValue();
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return Math.abs(value) < 1 ? number.toString() : String.format(Locale.ROOT, "%,.1f", value);
    }

    /** {@code 1 port}, {@code 2 ports}. */
    static String counted(int number, String noun) {
        return grouped(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A share of one as percent: {@code 106 %}, {@code 0.3 %}; a dash when there is none. */
    static String percent(@Nullable Number share) {
        if (share == null) {
            return "\u2013";
        }
        double percent = share.doubleValue() * 100;
        return (percent < 10 ? String.format(Locale.ROOT, "%.1f", percent) : grouped(Math.round(percent))) + "\u00A0%";
    }
}
