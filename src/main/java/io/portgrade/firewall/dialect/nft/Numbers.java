package io.portgrade.firewall.dialect.nft;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Whole numbers as nft writes them, decimal, hexadecimal or, after a zero, octal. */
final class Numbers {

    private static final int MAX_DIGITS = 15;

    private Numbers() {}

    /** 32 bits. */
    static OptionalInt findBits(String text) {
        OptionalLong number = find(text);
        return number.isEmpty() || number.getAsLong() >>> Integer.SIZE != 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) number.getAsLong());
    }

    static OptionalLong find(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        String digits = hex ? text.substring(2) : text;
        int base = hex ? 16 : text.startsWith("0") ? 8 : 10;
        if (digits.isEmpty() || digits.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) < '\u0080' ? Character.digit(digits.charAt(i), base) : -1;
            if (digit < 0) {
                return OptionalLong.empty();
            }
            value = value * base + digit;
        }
        return OptionalLong.of(value);
    }
}
