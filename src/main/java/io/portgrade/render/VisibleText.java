package io.portgrade.render;

import java.util.Locale;

/**
 * Text that someone submitted, in which nothing acts on who reads it: a control or format character (ANSI escapes, marks
 * that turn the direction of writing), half a surrogate pair and what Unicode has not assigned are written as their code,
 * {@code \}{@code u001b}. What is left is valid in XML 1.0 and UTF-8.
 */
final class VisibleText {

    private VisibleText() {}

    /** One line: a line break or a tab becomes a space. */
    static String line(String text) {
        return isPlain(text) ? text : visible(text, false);
    }

    /** Several lines, ended by LF; tabs stay. */
    static String block(String text) {
        return isPlain(text) ? text : visible(text, true);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String visible(String text, boolean severalLines) {
        StringBuilder visible = new StringBuilder(text.length() + 16);
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\n' || c == '\t') {
                visible.append(severalLines ? (char) c : ' ');
            } else if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
                continue;
            } else if (isSeen(c)) {
                visible.appendCodePoint(c);
            } else {
                visible.append(code(c));
            }
        }
        return visible.toString();
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String code(int c) {
        return String.format(Locale.ROOT, c > Character.MAX_VALUE ? "\\u{%x}" : "\\u%04x", c);
    }
}
