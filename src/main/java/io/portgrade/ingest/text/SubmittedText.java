package io.portgrade.ingest.text;

import io.portgrade.snapshot.Diagnostic;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Text as it arrived, made readable: without byte order mark and NUL characters, each line ended by a line feed.
 *
 * @param diagnostics what could not be repaired
 */
public record SubmittedText(String text, List<Diagnostic> diagnostics) {

    private static final int SAMPLE_LENGTH = 4_096;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** What web pages put in place of a blank. */
    private static final char NO_BREAK_SPACE = '\u00A0';

    private static final char REPLACEMENT = '\uFFFD';

    public SubmittedText {
        diagnostics = List.copyOf(diagnostics);
    }

    /** Whether text that was decoded before begins with a byte order mark. */
    public static boolean isMarked(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    }

    /** Reads UTF-8, or UTF-16 of either byte order, with or without its mark. */
    public static SubmittedText of(byte[] bytes, String source) {
        Charset charset = charsetOf(bytes);
        SubmittedText read = of(new String(bytes, charset), source);
        if (charset != StandardCharsets.UTF_8 || read.text.indexOf(REPLACEMENT) < 0) {
            return read;
        }
        int invalidLine = firstInvalidLine(bytes);
        return invalidLine == 0
                ? read
                : read.with(source, invalidLine, "not valid UTF-8: the bytes that are not were replaced");
    }

    /** Reads text that was decoded before, UTF-16 mistaken for a charset of single bytes included. */
    public static SubmittedText of(String text, String source) {
        String unmarked = isMarked(text) ? text.substring(1) : text;
        int nul = unmarked.indexOf('\0');
        if (nul < 0) {
            return new SubmittedText(withPlainBlanks(unmarked), List.of());
        }
        if (!isSpacedByNuls(unmarked)) {
            SubmittedText read = new SubmittedText(withPlainBlanks(unmarked.replace("\0", "")), List.of());
            return read.with(source, lineOf(unmarked, nul), "NUL characters were dropped, the first of them here");
        }
        String joined = unspaced(unmarked);
        return new SubmittedText(withPlainBlanks(joined.replace("\0", "")), List.of());
    }

    private SubmittedText with(String source, int line, String message) {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.add(new Diagnostic(source, line, message));
        return new SubmittedText(text, all);
    }

    private static String withPlainBlanks(String text) {
        String blank = text.indexOf(NO_BREAK_SPACE) < 0 ? text : text.replace(NO_BREAK_SPACE, ' ');
        return blank.indexOf('\r') < 0 ? blank : blank.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static Charset charsetOf(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        if (first == 0xFFFE) {
            return StandardCharsets.UTF_16LE;
        }
        if (first == 0xFEFF) {
            return StandardCharsets.UTF_16BE;
        }
        int[] nuls = new int[2];
        int length = Math.min(bytes.length, SAMPLE_LENGTH);
        for (int i = 0; i < length; i++) {
            nuls[i & 1] += bytes[i] == 0 ? 1 : 0;
        }
        if (!areSpacing(nuls, length)) {
            return StandardCharsets.UTF_8;
        }
        return nuls[0] > nuls[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }

    private static boolean isSpacedByNuls(String text) {
        int[] nuls = new int[2];
        int length = Math.min(text.length(), SAMPLE_LENGTH);
        for (int i = 0; i < length; i++) {
            nuls[i & 1] += text.charAt(i) == 0 ? 1 : 0;
        }
        return areSpacing(nuls, length);
    }

    /** Every other place holds a NUL, nearly: text in a Latin script as UTF-16 has few characters that do not. */
    private static boolean areSpacing(int[] nuls, int length) {
        int most = Math.max(nuls[0], nuls[1]);
        return most > 0 && most * 5 >= length * 2 && Math.min(nuls[0], nuls[1]) * 10 <= most;
    }

    /** Decodes again what was decoded as Latin-1; after another charset the second bytes are lost. */
    private static String unspaced(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(i) > 0xFF) {
                return text.replace("\0", "").replace(String.valueOf(REPLACEMENT), "");
            }
            bytes[i] = (byte) text.charAt(i);
        }
        String decoded = new String(bytes, charsetOf(bytes));
        return decoded.charAt(0) == BYTE_ORDER_MARK ? decoded.substring(1) : decoded;
    }

    /** Counted from 1; 0 when all bytes are valid and the text itself holds a replacement character. */
    private static int firstInvalidLine(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean invalid = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true)
                .isError();
        return invalid ? lineOf(withPlainBlanks(out.flip().toString()), Integer.MAX_VALUE) : 0;
    }

    private static int lineOf(String text, int offset) {
        int line = 1;
        int at = text.indexOf('\n');
        while (at >= 0 && at < offset) {
            line++;
            at = text.indexOf('\n', at + 1);
        }
        return line;
    }
}
