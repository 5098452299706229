package io.portgrade.ingest.text;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The lines of a text, in order; a byte order mark before the first is left out.
 *
 * @param text lines that end with LF or CRLF, the last one with nothing or either
 */
public record Lines(String text) implements Iterable<Line> {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    @Override
    public Iterator<Line> iterator() {
        return new Iterator<>() {
            private int position = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
            private int number;

            @Override
            public boolean hasNext() {
                return position < text.length();
            }

            @Override
            public Line next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                int newline = text.indexOf('\n', position);
                int end = newline < 0 ? text.length() : newline;
                Line line = new Line(text, position, end, ++number);
                position = end + 1;
                return line;
            }
        };
    }
}
