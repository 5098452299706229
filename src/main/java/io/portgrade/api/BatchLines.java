package io.portgrade.api;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the chunks of a body into its lines, numbered from 1; an empty line is counted and passed over. A line that is longer than
 * the limit is thrown away as it comes, so that no line takes more memory than the limit.
 */
final class BatchLines {

    /**
     * A line, without its line break; a line that was too long is empty.
     *
     * @param begun what came of it before the chunk in which it ended
     * @param chunk in which it ended, from {@code from} on
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte[] begun, byte[] chunk, int from, int length, boolean tooLong) {

        /** The bytes that it takes beside its own: of the chunk in which it began, held for the lines that ended there. */
        long weight() {
            return WEIGHT + Math.min(begun.length, MOST_OF_A_CHUNK);
        }

        ByteBuffer json() {
            if (begun.length == 0) {
                return ByteBuffer.wrap(chunk, from, length);
            }
            byte[] json = Arrays.copyOf(begun, begun.length + length);
            System.arraycopy(chunk, from, json, begun.length, length);
            return ByteBuffer.wrap(json);
        }
    }

    private static final long WEIGHT = 64;

    /** What Netty reads at once. */
    private static final int MOST_OF_A_CHUNK = 64 * 1024;

    private static final byte[] NOTHING = {};

    /** A carriage return, and what an editor may leave; a longer line of blanks is malformed JSON. */
    private static final int LONGEST_BLANK = 8;

    /** Room for a line that the next one finds again; most hosts take less. */
    private static final int ROOM_KEPT = 256 * 1024;

    private final long limitBytes;
    private byte[] begun = NOTHING;
    private int length;
    private long number = 1;
    private boolean tooLong;

    /** @param limitBytes the longest line */
    BatchLines(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** The lines that end in this chunk, of which they are parts: it must not change any more. */
    List<Line> add(Buffer chunk) {
        ByteBuf buffer = chunk.getByteBuf();
        byte[] bytes = buffer.hasArray() ? buffer.array() : chunk.getBytes();
        int from = buffer.hasArray() ? buffer.arrayOffset() + buffer.readerIndex() : 0;
        int end = from + chunk.length();
        List<Line> lines = new ArrayList<>();
        for (int at = LineBreaks.indexOf(bytes, from, end); at >= 0; at = LineBreaks.indexOf(bytes, from, end)) {
            end(lines, bytes, from, at - from);
            from = at + 1;
        }
        keep(bytes, from, end - from);
        return lines;
    }

    /** The last line, when it has no line break. */
    List<Line> finish() {
        List<Line> lines = new ArrayList<>();
        end(lines, NOTHING, 0, 0);
        return lines;
    }

    /** How many bytes are held of a line that has not ended. */
    int heldBytes() {
        return length;
    }

    /** The number of the line that comes next, or is coming. */
    long nextNumber() {
        return number;
    }

    private void keep(byte[] bytes, int from, int added) {
        if (isTooLongWith(added)) {
            tooLong = true;
            forget();
            return;
        }
        if (length + added > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(length + added, (int) Math.min(limitBytes, 2L * begun.length)));
        }
        System.arraycopy(bytes, from, begun, length, added);
        length += added;
    }

    private void end(List<Line> lines, byte[] chunk, int from, int added) {
        if (isTooLongWith(added)) {
            lines.add(new Line(number, NOTHING, NOTHING, 0, 0, true));
        } else if (length + added > LONGEST_BLANK || !isBlank(chunk, from, added)) {
            lines.add(
                    new Line(number, length == 0 ? NOTHING : Arrays.copyOf(begun, length), chunk, from, added, false));
        }
        forget();
        tooLong = false;
        number++;
    }

    private boolean isTooLongWith(int added) {
        return tooLong || length + (long) added > limitBytes;
    }

    private void forget() {
        length = 0;
        if (begun.length > ROOM_KEPT) {
            begun = NOTHING;
        }
    }

    private boolean isBlank(byte[] chunk, int from, int added) {
        return new String(begun, 0, length, StandardCharsets.US_ASCII).isBlank()
                && new String(chunk, from, added, StandardCharsets.US_ASCII).isBlank();
    }
}
