package io.portgrade.firewall.dialect.pf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The macros of a file, {@code name = "value"}, whose values may name others. */
final class Macros {

    /** What one statement may become; macros that double each other would go beyond any bound. */
    private static final int MAX_LENGTH = 100_000;

    private static final int MAX_DEPTH = 16;

    /** What all statements may become, in characters and names. */
    private static final int MAX_WORK = 16_000_000;

    private final Map<String, String> values = new HashMap<>();
    private int work;

    /** Takes a statement if it is a definition. */
    boolean define(String statement) {
        int end = nameEnd(statement, 0);
        int equals = end;
        while (equals < statement.length() && statement.charAt(equals) == ' ') {
            equals++;
        }
        boolean definition = end > 0 && equals < statement.length() && statement.charAt(equals) == '=';
        if (definition) {
            values.put(
                    statement.substring(0, end),
                    statement.substring(equals + 1).replace("\"", "").strip());
        }
        return definition;
    }

    /** A statement with values in place of names; empty when a name is not defined or the values are too long. */
    Optional<String> expand(String statement) {
        if (statement.indexOf('$') < 0) {
            return Optional.of(statement);
        }
        StringBuilder expanded = new StringBuilder();
        return expand(statement, 0, expanded) ? Optional.of(expanded.toString()) : Optional.empty();
    }

    private boolean expand(String text, int depth, StringBuilder expanded) {
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (++work > MAX_WORK || expanded.length() > MAX_LENGTH) {
                return false;
            }
            if (c != '$') {
                expanded.append(c);
                continue;
            }
            int end = nameEnd(text, position);
            String value = values.get(text.substring(position, end));
            if (value == null || depth == MAX_DEPTH || !expand(value, depth + 1, expanded)) {
                return false;
            }
            position = end;
        }
        return true;
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }
}
