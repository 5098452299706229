package io.portgrade.cli;

import io.portgrade.render.LogLine;
import java.io.IOException;
import java.io.Writer;

/**
 * Lines for people, in which nothing that others wrote acts on a terminal or on the job of a pipeline: names of files and
 * what stands in them are told in many a message, those of libraries too.
 */
final class HarmlessLines extends Writer {

    private final Writer out;
    private final StringBuilder line = new StringBuilder();

    /** @param out takes each line when it ends */
    HarmlessLines(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '\n') {
                end();
            } else {
                line.append(text[i]);
            }
        }
    }

    private void end() throws IOException {
        boolean carriageReturn = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        if (carriageReturn) {
            line.setLength(line.length() - 1);
        }
        out.write(LogLine.visible(line.toString()) + (carriageReturn ? "\r\n" : "\n"));
        line.setLength(0);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** A line that has no end is written as well. */
    @Override
    public void close() throws IOException {
        if (!line.isEmpty()) {
            end();
        }
        out.close();
    }
}
