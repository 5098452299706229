package io.portgrade.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Reads files that an operator wrote. */
final class FileText {

    private FileText() {}

    /**
     * The whole text of a file.
     *
     * @param problem makes, of a line and a reason, what is thrown when the file cannot be read as UTF-8
     */
    static String read(Path file, BiFunction<Integer, String, RuntimeException> problem) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw problem.apply(1, "cannot be read");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean wrong = decoder.decode(ByteBuffer.wrap(bytes), text, true).isError();
        text.flip();
        if (wrong) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            throw problem.apply(line, "not UTF-8: save the file in this encoding");
        }
        return text.toString();
    }
}
