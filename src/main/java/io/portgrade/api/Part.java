package io.portgrade.api;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One part of a multipart body; its bytes are a stretch of the body's.
 *
 * @param name of the form field
 * @param filename null when the part is a plain field
 * @param contentType null when not stated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Part(
        String name, @Nullable String filename, @Nullable String contentType, byte[] body, int from, int to) {

    byte[] bytes() {
        return Arrays.copyOfRange(body, from, to);
    }

    /** Whether it begins with the byte order mark of UTF-8. */
    boolean isMarked() {
        return to - from > 2
                && body[from] == (byte) 0xEF
                && body[from + 1] == (byte) 0xBB
                && body[from + 2] == (byte) 0xBF;
    }

    /** Whether there is nothing in it but blanks and line breaks. */
    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r' && body[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    Optional<String> path() {
        return Optional.ofNullable(filename).filter(name -> !name.isBlank());
    }
}
