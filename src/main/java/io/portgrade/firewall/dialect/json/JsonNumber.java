package io.portgrade.firewall.dialect.json;

import io.portgrade.ingest.text.Excerpt;
import java.util.OptionalLong;

/**
 * A number.
 *
 * @param text as it was written, at most 1,000 characters
 */
public record JsonNumber(String text, int line) implements JsonTree {

    private static final int MAX_DIGITS = 18;

    /** Empty when it has a fraction, an exponent or more than 18 digits. */
    public OptionalLong findWhole() {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() - start > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    @Override
    public String excerpt() {
        return Excerpt.unquoted(text);
    }
}
