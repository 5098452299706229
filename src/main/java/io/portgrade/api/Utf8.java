package io.portgrade.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Tells whether bytes are UTF-8. */
final class Utf8 {

    private static final int CHARS_AT_ONCE = 8192;

    private Utf8() {}

    /** Whether there is anything that is not UTF-8 (RFC 3629), other than a character that is cut off at the end. */
    static boolean isMalformed(ByteBuffer bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = bytes.duplicate();
        CharBuffer out = CharBuffer.allocate(CHARS_AT_ONCE);
        CoderResult result = decoder.decode(in, out, false);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, false);
        }
        return result.isError();
    }
}
