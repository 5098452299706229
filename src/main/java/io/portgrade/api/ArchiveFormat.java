package io.portgrade.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.tukaani.xz.XZInputStream;

/** How an archive is packed, told by its first bytes and never by what it is said to be. */
enum ArchiveFormat {
    TAR("tar"),
    /** RFC 1952. */
    GZIP("gzip"),
    /** The .xz File Format 1.2.1. */
    XZ("xz");

    static final int TAR_HEADER_BYTES = 512;
    private static final int BUFFER_BYTES = 65_536;
    private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};
    private static final byte[] XZ_MAGIC = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0};

    private final String id;

    ArchiveFormat(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    static Optional<ArchiveFormat> find(byte[] archive) {
        if (startsWith(archive, GZIP_MAGIC)) {
            return Optional.of(GZIP);
        }
        if (startsWith(archive, XZ_MAGIC)) {
            return Optional.of(XZ);
        }
        return archive.length >= TAR_HEADER_BYTES && isTarHeader(Arrays.copyOf(archive, TAR_HEADER_BYTES))
                ? Optional.of(TAR)
                : Optional.empty();
    }

    /** Whether the sum of a header is what it says; older tars have no other mark. */
    static boolean isTarHeader(byte[] header) {
        try {
            return TarUtils.verifyCheckSum(header);
        } catch (IllegalArgumentException notOctal) {
            return false;
        }
    }

    static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    /** The tar in it. */
    InputStream unpack(byte[] archive, HttpLimits.Archive limits) throws IOException {
        InputStream in = new ByteArrayInputStream(archive);
        return switch (this) {
            case TAR -> in;
            case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
            case XZ ->
                new XZInputStream(
                        in,
                        (int) (limits.maxXzMemory().asLongValue() >> 10),
                        true,
                        new DictionaryMeter(limits.maxUnpackedBytes()));
        };
    }
}
