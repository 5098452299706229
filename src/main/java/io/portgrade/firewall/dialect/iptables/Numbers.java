package io.portgrade.firewall.dialect.iptables;

import java.util.OptionalInt;

/** Whole numbers as rules write them. */
final class Numbers {

    private static final int MOST_DIGITS = 9;

    private Numbers() {}

    /** A number of decimal digits alone; empty for a sign, a blank or more than nine digits. */
    static OptionalInt find(String text) {
        if (text.isEmpty() || text.length() > MOST_DIGITS) {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            number = number * 10 + digit;
        }
        return OptionalInt.of(number);
    }

    /** Likewise, or {@code 0x} and up to eight hexadecimal digits: 32 bits. */
    static OptionalInt findBits(String text) {
        boolean hex = text.startsWith("0x");
        OptionalInt low = hex && text.length() == MOST_DIGITS + 1 ? findHex("0x" + text.substring(3)) : findHex(text);
        if (low.isEmpty() || text.length() <= MOST_DIGITS) {
            return low;
        }
        OptionalInt high = findHex(text.substring(0, 3));
        return high.isEmpty() ? high : OptionalInt.of(high.getAsInt() << 28 | low.getAsInt());
    }

    /** Likewise, or {@code 0x} and up to seven hexadecimal digits. */
    static OptionalInt findHex(String text) {
        if (!text.startsWith("0x")) {
            return find(text);
        }
        if (text.length() < 3 || text.length() > MOST_DIGITS) {
            return OptionalInt.empty();
        }
        int number = 0;
        for (int i = 2; i < text.length(); i++) {
            int digit = text.charAt(i) > 'f' ? -1 : Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return OptionalInt.empty();
            }
            number = number << 4 | digit;
        }
        return OptionalInt.of(number);
    }
}
