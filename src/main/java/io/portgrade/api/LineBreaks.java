package io.portgrade.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line breaks, eight bytes at a time. */
final class LineBreaks {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long BREAKS = ONES * '\n';

    private LineBreaks() {}

    /** Where the first is; -1 when there is none. */
    static int indexOf(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 4 * Long.BYTES <= to) {
            if ((breaks(bytes, at) | breaks(bytes, at + 8) | breaks(bytes, at + 16) | breaks(bytes, at + 24)) != 0) {
                break;
            }
            at += 4 * Long.BYTES;
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at < to ? at : -1;
    }

    /** Not zero when any of eight bytes is a line break: the lowest that is set tells where. */
    private static long breaks(byte[] bytes, int at) {
        long word = (long) LONG.get(bytes, at) ^ BREAKS;
        return (word - ONES) & ~word & HIGH_BITS;
    }
}
