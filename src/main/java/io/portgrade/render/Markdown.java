package io.portgrade.render;

import java.util.stream.Collectors;

/**
 * GitHub Flavored Markdown being written. Whatever text is put in stays text: it makes no markup, no HTML, no link, mentions
 * nobody and leaves no cell, code span or fence. GFM 0.29, sections 2.4 (escapes), 4.5, 4.10, 6.3 and 6.9.
 */
final class Markdown {

    private static final String MARKUP = "\\`*[]<>|#~!&{}$";

    private final StringBuilder text = new StringBuilder();

    /** A block: a heading, a paragraph, a whole list. Its Markdown is taken as it is. */
    Markdown block(String markdown) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(markdown).append('\n');
        return this;
    }

    /** A block in which nothing is Markdown. */
    Markdown fence(String language, String code) {
        String visible = VisibleText.block(code).lines().map(LogLine::harmless).collect(Collectors.joining("\n"));
        String fence = "`".repeat(Math.max(3, longestRun(visible) + 1));
        return block(fence + language + '\n' + visible + '\n' + fence);
    }

    /** Text in prose, anywhere but at the beginning of a block. */
    static String prose(String text) {
        String line = VisibleText.line(text);
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (MARKUP.indexOf(c) >= 0 || c == '_' && !isInsideWord(line, i) || isLink(line, i)) {
                escaped.append('\\');
            }
            escaped.append(c);
            if (c == '@') {
                // A backslash would not keep GitHub and GitLab from telling someone.
                escaped.append('\u200b');
            }
        }
        return escaped.toString();
    }

    /** Text as a code span, anywhere but in a table. */
    static String code(String text) {
        String line = LogLine.withoutOlderCommands(VisibleText.line(text));
        if (line.isBlank()) {
            return "(empty)";
        }
        String mark = "`".repeat(longestRun(line) + 1);
        boolean apart = line.startsWith("`") || line.endsWith("`") || line.startsWith(" ") && line.endsWith(" ");
        return apart ? mark + ' ' + line + ' ' + mark : mark + line + mark;
    }

    /** The same in a table, whose cells are told apart before code spans are: where that matters, as HTML. */
    static String codeInCell(String text) {
        String line = VisibleText.line(text);
        return line.indexOf('|') < 0 && line.indexOf('\\') < 0 ? code(line) : "<code>" + entities(line) + "</code>";
    }

    private static String entities(String line) {
        StringBuilder html = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || c > '~' || " ./-".indexOf(c) >= 0) {
                html.appendCodePoint(c);
            } else {
                html.append("&#").append(c).append(';');
            }
        });
        return html.toString();
    }

    private static boolean isInsideWord(String line, int i) {
        return i > 0
                && i + 1 < line.length()
                && Character.isLetterOrDigit(line.charAt(i - 1))
                && Character.isLetterOrDigit(line.charAt(i + 1));
    }

    /** The colon of {@code https://} and the point of {@code www.}, by which GitHub knows a link. */
    private static boolean isLink(String line, int i) {
        return line.startsWith("://", i)
                || line.charAt(i) == '.' && i >= 3 && line.regionMatches(true, i - 3, "www", 0, 3);
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
