package io.portgrade.fact;

import java.util.Optional;

/** Reads whole numbers as BSD systems and Windows print them: decimal, with an optional sign. Linux has {@link LinuxNumber}. */
final class Numbers {

    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** A whole number of 32 bits; empty for anything else. */
    static Optional<Long> parseInt(String text) {
        return parse(text).filter(value -> value == value.intValue());
    }

    private static Optional<Long> parse(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.length() == start || text.length() - start > MOST_DIGITS) {
            return Optional.empty();
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return Optional.of(Long.parseLong(text));
    }
}
