package io.portgrade.finding;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers in the words of findings and reports: never with an exponent, and nothing is rounded to nothing. */
public final class Numerals {

    private static final double PERCENT = 100;
    private static final double LEAST_PERCENT = 0.01;
    private static final double HUNDREDTHS_END_AT_PERCENT = 1;
    private static final double TENTHS_END_AT_PERCENT = 1_000;
    private static final int THOUSANDTHS = 3;

    private Numerals() {}

    /** To a thousandth, and whole numbers without decimals: {@code 470.5}, {@code 12000000}. */
    public static String plain(Number number) {
        return rounded(number.doubleValue(), THOUSANDTHS);
    }

    /**
     * A share of one as percent, as exactly as says something: {@code 0.35 %}, {@code 106.3 %}, {@code 120691 %}.
     *
     * @param share 0 and up
     */
    public static String percent(double share) {
        double percent = share * PERCENT;
        if (percent > 0 && percent < LEAST_PERCENT) {
            return "less than " + LEAST_PERCENT + " %";
        }
        return rounded(percent, decimals(percent)) + " %";
    }

    private static int decimals(double percent) {
        if (percent < HUNDREDTHS_END_AT_PERCENT) {
            return 2;
        }
        return percent < TENTHS_END_AT_PERCENT ? 1 : 0;
    }

    /** {@code 1 port}, {@code 2 ports}, {@code 0.5 ports}. */
    public static String counted(Number number, String noun) {
        return plain(number) + " " + noun + (isOne(number) ? "" : "s");
    }

    /** Whether a number is one as it is written. */
    public static boolean isOne(Number number) {
        return plain(number).equals("1");
    }

    private static String rounded(double number, int decimals) {
        if (!Double.isFinite(number)) {
            return "beyond any number";
        }
        BigDecimal near = BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
        return near.signum() == 0 ? "0" : near.stripTrailingZeros().toPlainString();
    }
}
