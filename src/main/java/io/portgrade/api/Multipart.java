package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a multipart/form-data body (RFC 7578) apart in memory; nothing is written to disk. */
final class Multipart {

    static final int MAX_PARTS = 1_100;
    private static final int MAX_HEADER_BYTES = 8_192;
    private static final int MAX_BOUNDARY_LENGTH = 70;

    private final byte[] body;
    private final byte[] delimiter;
    private final List<Part> parts = new ArrayList<>();

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
    }

    /** @throws ProblemException when it is not such a body */
    static List<Part> parse(byte[] body, @Nullable String boundary) {
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY_LENGTH) {
            throw malformed(
                    "Content-Type states no usable boundary: let curl -F or your HTTP library write that header");
        }
        Multipart multipart = new Multipart(body, boundary);
        multipart.split();
        return multipart.parts;
    }

    private void split() {
        int at = startsWithDelimiter(0) ? 0 : lineBreak(0, body.length) + 2;
        if (at < 2 && !startsWithDelimiter(0)) {
            throw malformed("the boundary of Content-Type is nowhere in the body");
        }
        while (!isLast(at + delimiter.length)) {
            int start = afterLine(at + delimiter.length);
            int end = nextDelimiter(start);
            add(start, end);
            at = end + 2;
        }
    }

    private boolean isLast(int at) {
        return at + 1 < body.length && body[at] == '-' && body[at + 1] == '-';
    }

    /** Behind the blanks and the line break that end a delimiter. */
    private int afterLine(int at) {
        int i = at;
        while (i < body.length && (body[i] == ' ' || body[i] == '\t')) {
            i++;
        }
        if (i + 1 >= body.length || body[i] != '\r' || body[i + 1] != '\n') {
            throw malformed("a boundary is not followed by a line break (CR LF)");
        }
        return i + 2;
    }

    /** Where the line break before the next delimiter starts; a part without headers may start with that break. */
    private int nextDelimiter(int from) {
        int end = lineBreak(from - 2, body.length);
        if (end < 0) {
            throw malformed("the closing boundary is missing: the body is not complete");
        }
        return end;
    }

    /** The next line break that a delimiter follows; -1 when there is none. */
    private int lineBreak(int from, int limit) {
        int last = limit - delimiter.length - 2;
        for (int i = from; i <= last; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n' && startsWithDelimiter(i + 2)) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsWithDelimiter(int at) {
        if (at + delimiter.length > body.length) {
            return false;
        }
        for (int i = 0; i < delimiter.length; i++) {
            if (body[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private void add(int start, int end) {
        if (parts.size() == MAX_PARTS) {
            throw malformed("more than " + MAX_PARTS + " parts");
        }
        int content = endOfHeaders(start, end);
        PartHeaders headers = PartHeaders.parse(new String(body, start, content - start, UTF_8));
        parts.add(new Part(headers.name(), headers.filename(), headers.contentType(), body, content, end));
    }

    /** Behind the empty line. */
    private int endOfHeaders(int start, int end) {
        int last = Math.min(end, start + MAX_HEADER_BYTES) - 4;
        for (int i = start; i <= last; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n' && body[i + 2] == '\r' && body[i + 3] == '\n') {
                return i + 4;
            }
        }
        throw malformed("a part has no end of its headers (an empty line)");
    }

    static ProblemException malformed(String detail) {
        return ProblemException.of(ProblemType.MALFORMED_MULTIPART, detail);
    }
}
