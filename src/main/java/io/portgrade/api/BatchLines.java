package io.portgrade.api;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
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
     * A line.
     *
     * @param json without its line break; empty when it was too long
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte[] json, boolean tooLong) {}

    private static final byte BREAK = '\n';
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

    /** The lines that end in this chunk. */
    List<Line> add(Buffer chunk) {
        ByteBuf bytes = chunk.getByteBuf();
        List<Line> lines = new ArrayList<>();
        for (int length = bytes.bytesBefore(BREAK); length >= 0; length = bytes.bytesBefore(BREAK)) {
            end(lines, bytes.readSlice(length));
            bytes.skipBytes(1);
        }
        keep(bytes);
        return lines;
    }

    /** The last line, when it has no line break. */
    List<Line> finish() {
        List<Line> lines = new ArrayList<>();
        end(lines, Unpooled.EMPTY_BUFFER);
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

    private void keep(ByteBuf part) {
        int added = part.readableBytes();
        if (isTooLongWith(added)) {
            tooLong = true;
            forget();
            return;
        }
        if (length + added > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(length + added, (int) Math.min(limitBytes, 2L * begun.length)));
        }
        part.readBytes(begun, length, added);
        length += added;
    }

    /** Most of a line is in its last part, and is copied this once. */
    private void end(List<Line> lines, ByteBuf lastPart) {
        int added = lastPart.readableBytes();
        if (isTooLongWith(added)) {
            lines.add(new Line(number, NOTHING, true));
        } else {
            byte[] json = new byte[length + added];
            System.arraycopy(begun, 0, json, 0, length);
            lastPart.readBytes(json, length, added);
            if (!isBlank(json)) {
                lines.add(new Line(number, json, false));
            }
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

    private static boolean isBlank(byte[] json) {
        return json.length <= LONGEST_BLANK && new String(json, StandardCharsets.US_ASCII).isBlank();
    }
}
