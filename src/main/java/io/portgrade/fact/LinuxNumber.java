package io.portgrade.fact;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The number that a text begins with, as Linux reads what is written to {@code /proc/sys}: {@code 0x} makes it hexadecimal, a
 * leading 0 octal, a minus negative; a plus is refused.
 * {@code kernel/sysctl.c, v6.6}, proc_get_long; measured on Linux 6.18.
 *
 * @param rest what follows the number
 */
record LinuxNumber(long value, String rest) {

    private static final String BLANKS = " \t\n";

    /** The kernel copies no more of it into its buffer of 22 bytes (TMPBUFLEN). */
    private static final int MOST_CHARACTERS = 20;

    private static final int MOST_BITS = 62;

    /** The kernel's {@code int}, 32 bits: it looks no further than a blank behind the number, {@code 0 # off} is 0. */
    static Optional<Long> parseInt(String text) {
        return findBetweenBlanks(text).map(LinuxNumber::value).filter(value -> value == value.intValue());
    }

    /** A number with blanks, or nothing, before and behind it. */
    static Optional<LinuxNumber> findBetweenBlanks(String text) {
        return find(withoutBlanks(text), BLANKS);
    }

    /** @param followers the characters of which one stands behind the number, unless the text ends there */
    static Optional<LinuxNumber> find(String text, String followers) {
        int start = text.startsWith("-") ? 1 : 0;
        int radix = radix(text, start);
        int first = radix == 16 ? start + 2 : start;
        int end = first;
        while (end < text.length() && digit(text, end, radix) >= 0) {
            end++;
        }
        if (end == first || end > MOST_CHARACTERS || end < text.length() && followers.indexOf(text.charAt(end)) < 0) {
            return Optional.empty();
        }
        BigInteger magnitude = new BigInteger(text.substring(first, end), radix);
        if (magnitude.bitLength() > MOST_BITS) {
            return Optional.empty();
        }
        long value = magnitude.longValue();
        return Optional.of(new LinuxNumber(start == 0 ? value : -value, text.substring(end)));
    }

    /** What follows, without the blanks before it. */
    String restAfterBlanks() {
        return withoutBlanks(rest);
    }

    private static String withoutBlanks(String text) {
        int start = 0;
        while (start < text.length() && BLANKS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.substring(start);
    }

    private static int radix(String text, int start) {
        if (start >= text.length() || text.charAt(start) != '0') {
            return 10;
        }
        boolean x = start + 1 < text.length() && (text.charAt(start + 1) | 0x20) == 'x';
        return x && start + 2 < text.length() && digit(text, start + 2, 16) >= 0 ? 16 : 8;
    }

    private static int digit(String text, int at, int radix) {
        char c = text.charAt(at);
        return c < 0x80 ? Character.digit(c, radix) : -1;
    }
}
