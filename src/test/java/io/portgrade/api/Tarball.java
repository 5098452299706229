package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives of tests, put together member by member; names and types may be such as no honest tool writes. */
final class Tarball {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Tarball() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    Tarball file(String name, String text) {
        return file(name, text.getBytes(UTF_8));
    }

    Tarball file(String name, byte[] content) {
        return run(() -> {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        });
    }

    /** @param type as in {@link TarConstants} */
    Tarball special(String name, byte type, String target) {
        return run(() -> {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setLinkName(target);
            tar.putArchiveEntry(entry);
            tar.closeArchiveEntry();
        });
    }

    byte[] tar() {
        run(tar::finish);
        return bytes.toByteArray();
    }

    byte[] gzip() {
        return gzip(tar());
    }

    byte[] xz() {
        return xz(tar());
    }

    static byte[] gzip(byte[] content) {
        return packed(content, GZIPOutputStream::new);
    }

    static byte[] xz(byte[] content) {
        return packed(content, out -> new XZOutputStream(out, new LZMA2Options(1)));
    }

    /** A header alone, which states a size that nothing follows. */
    static byte[] header(String name, long size) {
        return header(name, size, TarConstants.LF_NORMAL);
    }

    static byte[] header(String name, long size, byte type) {
        try {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setSize(size);
            byte[] header = new byte[512];
            entry.writeEntryHeader(header, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
            return header;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts right the sum of a header whose bytes were changed. */
    static void sum(byte[] header) {
        long sum = 8 * 32;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? 0 : header[i] & 0xFF;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(UTF_8), 0, header, 148, 8);
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static byte[] packed(byte[] content, Packer packer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = packer.over(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Tarball run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
