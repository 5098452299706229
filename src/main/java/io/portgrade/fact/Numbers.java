package io.portgrade.fact;

import java.util.Optional;

/** Reads whole numbers as kernels print them. */
final class Numbers {

    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** A decimal whole number with an optional sign; empty for anything else and beyond 18 digits. */
    static Optional<Long> parse(String text) {
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

    /** The same within the 32 bits of the kernel's {@code int}. */
    static Optional<Long> parseInt(String text) {
        return parse(text).filter(value -> value == value.intValue());
    }
}
