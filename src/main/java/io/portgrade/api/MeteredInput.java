package io.portgrade.api;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of an archive as they are unpacked; ends with a problem where they become more than they may. */
final class MeteredInput extends InputStream {

    /** Far more than a path, its attributes and the map of a sparse file take; a library holds these in memory. */
    static final int MAX_HEADER_BYTES = 1 << 20;

    /** Small archives of long runs of blanks are no bombs. */
    private static final long RATIO_FROM_BYTES = 16L << 20;

    private final InputStream in;
    private final int packedBytes;
    private final HttpLimits.Archive limits;
    private final byte[] single = new byte[1];
    private long readBytes;
    private long headerEnd = Long.MAX_VALUE;

    MeteredInput(InputStream in, int packedBytes, HttpLimits.Archive limits) {
        this.in = in;
        this.packedBytes = packedBytes;
        this.limits = limits;
    }

    /** What comes now is about a member, until its content is announced. */
    void expectHeader() {
        headerEnd = readBytes + MAX_HEADER_BYTES;
    }

    void expectContent() {
        headerEnd = Long.MAX_VALUE;
    }

    long readBytes() {
        return readBytes;
    }

    @Override
    public int read() throws IOException {
        int read = read(single, 0, 1);
        return read < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            readBytes += read;
            check();
        }
        return read;
    }

    private void check() {
        if (readBytes > limits.maxUnpackedBytes()) {
            throw tooMuch(limits);
        }
        if (readBytes > RATIO_FROM_BYTES && readBytes / Math.max(1, packedBytes) >= limits.maxRatio()) {
            throw ArchiveProblem.tooLarge(
                    "it unpacks to more than " + limits.maxRatio() + " times its size", "MAX_RATIO");
        }
        if (readBytes > headerEnd) {
            throw ArchiveProblem.tooLarge(
                    "the name or the attributes of a member take more than " + MAX_HEADER_BYTES + " bytes",
                    "pack it again without them",
                    "MAX_UNPACKED_SIZE");
        }
    }

    static ProblemException tooMuch(HttpLimits.Archive limits) {
        return ArchiveProblem.tooLarge(
                "it unpacks to more than " + limits.maxUnpackedBytes() + " bytes", "MAX_UNPACKED_SIZE");
    }
}
