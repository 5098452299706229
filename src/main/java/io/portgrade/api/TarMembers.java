package io.portgrade.api;

import io.portgrade.ingest.archive.ArchivedMember;
import io.portgrade.ingest.archive.SosContent;
import io.portgrade.ingest.archive.SosFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/**
 * Goes through a tar once, from its start to its end, and keeps the regular files that a sosreport is read for. What a link leads
 * to, or a device holds, is never looked at. Links are kept where they stand for a file of settings, since they mask others.
 */
final class TarMembers {

    private static final List<String> NESTED = List.of(".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2");

    private final ArchiveFormat format;
    private final byte[] archive;
    private final HttpLimits.Archive limits;
    private final KeptFiles kept;
    private int members;
    private @Nullable String nested;

    TarMembers(ArchiveFormat format, byte[] archive, HttpLimits.Archive limits, KeptFiles kept) {
        this.format = format;
        this.archive = archive;
        this.limits = limits;
        this.kept = kept;
    }

    /** @throws ProblemException when it is broken, too large, or holds nothing that is read */
    List<ArchivedMember> read() {
        try (InputStream unpacked = format.unpack(archive, limits)) {
            MeteredInput metered = new MeteredInput(unpacked, archive.length, limits);
            byte[] first = metered.readNBytes(ArchiveFormat.TAR_HEADER_BYTES);
            if (!isEmpty(first)) {
                refuseForeign(first);
                InputStream whole = new SequenceInputStream(new ByteArrayInputStream(first), metered);
                readTar(metered, new TarArchiveInputStream(whole));
                // Past the end of the tar stand the sums of what it is packed in.
                metered.transferTo(OutputStream.nullOutputStream());
            }
        } catch (MemoryLimitException e) {
            throw ArchiveProblem.tooLarge(
                    "xz needs " + e.getMemoryNeeded() + " KiB of memory to unpack it, more than " + e.getMemoryLimit(),
                    "pack it again with xz -6",
                    "MAX_XZ_MEMORY");
        } catch (IOException e) {
            throw ArchiveProblem.broken(format, "is cut short or damaged");
        }
        if (!kept.haveFile()) {
            throw kept.findTooLong().orElseGet(this::nothingFound);
        }
        return kept.members();
    }

    private ProblemException nothingFound() {
        return nested == null ? ArchiveProblem.nothingFound(members) : ArchiveProblem.nested(nested);
    }

    /** Nothing at all, or the block of zeros that stands at the end of a tar. */
    private static boolean isEmpty(byte[] first) {
        for (byte b : first) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private void refuseForeign(byte[] first) {
        if (first.length < ArchiveFormat.TAR_HEADER_BYTES || !ArchiveFormat.isTarHeader(first)) {
            throw ArchiveProblem.broken(format, "holds no tar");
        }
    }

    private void readTar(MeteredInput metered, TarArchiveInputStream tar) throws IOException {
        while (true) {
            metered.expectHeader();
            TarArchiveEntry entry = next(tar);
            metered.expectContent();
            if (entry == null) {
                return;
            }
            check(entry, metered.readBytes());
            keep(entry, tar);
            tar.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void keep(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        Optional<SosFile> place = SosFile.find(entry.getName());
        if (place.isPresent() && isRegular(entry)) {
            kept.add(place.get(), entry.getSize(), tar);
        } else if (place.isPresent()
                && place.get().content() == SosContent.SETTINGS_FILE
                && (entry.isSymbolicLink() || entry.isLink())) {
            kept.addLink(place.get(), entry.getLinkName());
        } else {
            noteNested(entry.getName());
        }
    }

    /** Null at the end. The library lets numbers that are none end in exceptions of its own. */
    private @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private void check(TarArchiveEntry entry, long readBytes) {
        if (!entry.isCheckSumOK()) {
            throw ArchiveProblem.broken(format, "is damaged");
        }
        if (++members > limits.maxEntries()) {
            throw ArchiveProblem.tooLarge("it has more than " + limits.maxEntries() + " members", "MAX_ENTRIES");
        }
        if (entry.getSize() > limits.maxUnpackedBytes() - readBytes) {
            throw MeteredInput.tooMuch(limits);
        }
        if (entry.isSparse()) {
            throw ArchiveProblem.broken(format, "holds a sparse file, which sos does not make");
        }
    }

    private static boolean isRegular(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
    }

    private void noteNested(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (nested == null && NESTED.stream().anyMatch(lower::endsWith)) {
            nested = name;
        }
    }
}
