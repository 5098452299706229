package io.portgrade.firewall.dialect.iptables;

import java.util.OptionalInt;

/** Whole numbers as rules write them: a zero before the others makes digits octal, as {@code strtoul(3)} says. */
final class Numbers {

    private static final int MOST_DIGITS = 9;
    private static final int MOST_DIGITS_OF_BITS = 11;

    private Numbers() {}

    /** A number of digits alone; empty for a sign, a blank or more than nine digits. */
    static OptionalInt find(String text) {
        return text.length() > MOST_DIGITS ? OptionalInt.empty() : read(text, isOctal(text) ? 8 : 10);
    }

    /** Likewise, or {@code 0x} and hexadecimal digits: up to 32 bits. */
    static OptionalInt findBits(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        return hex ? read(text.substring(2), 16) : read(text, isOctal(text) ? 8 : 10);
    }

    /** An octal number in decimal digits; empty when a zero stands before what is none, and any other text as it is. */
    static String decimal(String text) {
        if (!isOctal(text)) {
            return text;
        }
        OptionalInt number = find(text);
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }

    private static boolean isOctal(String text) {
        return text.length() > 1 && text.charAt(0) == '0';
    }

    private static OptionalInt read(String digits, int radix) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS_OF_BITS) {
            return OptionalInt.empty();
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) > 'f' ? -1 : Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return OptionalInt.empty();
            }
            number = number * radix + digit;
        }
        return number >>> Integer.SIZE == 0 ? OptionalInt.of((int) number) : OptionalInt.empty();
    }
}
