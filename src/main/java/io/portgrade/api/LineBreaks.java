package io.portgrade.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line breaks, 64 bytes at a time. */
final class LineBreaks {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int STEP = 8 * Long.BYTES;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long BREAKS = ONES * '\n';

    private LineBreaks() {}

    /** Where the first is; -1 when there is none. */
    static int indexOf(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int end = Math.min(to, at + STEP);
            if (end - at < STEP || mayHaveBreak(bytes, at)) {
                int found = search(bytes, at, end);
                if (found >= 0) {
                    return found;
                }
            }
            at = end;
        }
        return -1;
    }

    private static int search(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Whether there is one in a step, or a byte beyond ASCII. */
    private static boolean mayHaveBreak(byte[] bytes, int at) {
        long borrowed = borrow(bytes, at)
                | borrow(bytes, at + 8)
                | borrow(bytes, at + 16)
                | borrow(bytes, at + 24)
                | borrow(bytes, at + 32)
                | borrow(bytes, at + 40)
                | borrow(bytes, at + 48)
                | borrow(bytes, at + 56);
        return (borrowed & HIGH_BITS) != 0;
    }

    /** Eight bytes, each with its highest bit set where it is a line break, or beyond ASCII. */
    private static long borrow(byte[] bytes, int at) {
        return ((long) LONG.get(bytes, at) ^ BREAKS) - ONES;
    }
}
