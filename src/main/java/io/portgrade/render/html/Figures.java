package io.portgrade.render.html;

import io.portgrade.finding.Numerals;
import java.util.Locale;

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

    /** A share of one as percent, as {@link Numerals} has it, that no line is broken in. */
    static String percent(double share) {
        return Numerals.percent(share).replace(' ', '\u00A0');
    }
}
