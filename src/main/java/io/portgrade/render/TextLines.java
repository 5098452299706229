package io.portgrade.render;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines for a terminal, at most {@link #WIDTH} characters wide where they may be broken. Each is a
 * {@link LogLine}.
 */
final class TextLines {

    static final int WIDTH = 100;

    private final StringBuilder text = new StringBuilder();

    /** A line as it is: something to copy, or painted. */
    TextLines line(String line) {
        text.append(LogLine.harmless(line)).append('\n');
        return this;
    }

    /** Nothing at the beginning or after an empty line. */
    TextLines gap() {
        int end = text.length();
        if (end > 1 && !(text.charAt(end - 1) == '\n' && text.charAt(end - 2) == '\n')) {
            text.append('\n');
        }
        return this;
    }

    /** Text broken between words, its first line after one indent and the others after another. */
    TextLines wrapped(String first, String others, String words) {
        String indent = first;
        for (String line : broken(VisibleText.line(words), WIDTH - others.length())) {
            line(indent + line);
            indent = others;
        }
        return this;
    }

    TextLines wrapped(String indent, String words) {
        return wrapped(indent, indent, words);
    }

    /** Each line of a text, to be copied. */
    TextLines verbatim(String indent, String block) {
        VisibleText.block(block).lines().forEach(line -> line(line.isEmpty() ? "" : indent + line));
        return this;
    }

    private static List<String> broken(String words, int width) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (words.length() - start > width) {
            int end = start + width;
            while (end > start && words.charAt(end) != ' ') {
                end--;
            }
            boolean betweenWords = end > start;
            if (!betweenWords) {
                end = start + width - (Character.isHighSurrogate(words.charAt(start + width - 1)) ? 1 : 0);
            }
            lines.add(words.substring(start, end).stripTrailing());
            start = betweenWords ? end + 1 : end;
        }
        lines.add(words.substring(start));
        return lines;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
