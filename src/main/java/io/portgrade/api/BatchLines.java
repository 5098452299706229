package io.portgrade.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the chunks of a body into its lines, numbered from 1; an empty line is counted and passed over. A line that is longer than
 * the limit is thrown away as it comes, so that no line takes more memory than the limit.
 */
final class BatchLines {

    /**
     * A line.
     *
     * @param json without its line break; empty when it was too long
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte[] json, boolean tooLong) {}

    private static final byte[] NOTHING = {};

    /** A carriage return, and what an editor may leave; a longer line of blanks is malformed JSON. */
    private static final int LONGEST_BLANK = 8;

    private final long limitBytes;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long number = 1;
    private boolean tooLong;

    /** @param limitBytes the longest line */
    BatchLines(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** The lines that end in this chunk. */
    List<Line> add(Buffer chunk) {
        byte[] bytes = chunk.getBytes();
        List<Line> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                end(lines);
                start = i + 1;
            }
        }
        keep(bytes, start, bytes.length);
        return lines;
    }

    /** The last line, when it has no line break. */
    List<Line> finish() {
        List<Line> lines = new ArrayList<>();
        end(lines);
        return lines;
    }

    /** How many bytes are held of a line that has not ended. */
    int heldBytes() {
        return begun.size();
    }

    /** The number of the line that comes next, or is coming. */
    long nextNumber() {
        return number;
    }

    private void keep(byte[] bytes, int from, int to) {
        if (tooLong || begun.size() + (long) (to - from) > limitBytes) {
            tooLong = true;
            begun.reset();
        } else {
            begun.write(bytes, from, to - from);
        }
    }

    private void end(List<Line> lines) {
        if (tooLong) {
            lines.add(new Line(number, NOTHING, true));
        } else if (!isBlank()) {
            lines.add(new Line(number, begun.toByteArray(), false));
        }
        begun.reset();
        tooLong = false;
        number++;
    }

    private boolean isBlank() {
        return begun.size() <= LONGEST_BLANK
                && begun.toString(StandardCharsets.US_ASCII).isBlank();
    }
}
