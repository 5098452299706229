package io.portgrade.api;

import io.portgrade.ingest.archive.ArchivedFile;
import io.portgrade.ingest.archive.SosFile;
import io.portgrade.ingest.text.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What is kept of an archive, in memory and counted there until it is closed. */
final class KeptFiles implements AutoCloseable {

    private final HttpLimits.Archive limits;
    private final BodyBudget budget;
    private final List<ArchivedFile> files = new ArrayList<>();
    private long heldBytes;

    KeptFiles(HttpLimits.Archive limits, BodyBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** @param size as the archive states it */
    void add(SosFile place, long size, InputStream content) throws IOException {
        if (size > limits.maxEntryBytes()) {
            throw ArchiveProblem.tooLarge(
                    Excerpt.of(place.path()) + " has more than " + limits.maxEntryBytes() + " bytes",
                    "leave it out",
                    "MAX_ENTRY_SIZE");
        }
        if (heldBytes + size > limits.maxKeptBytes()) {
            throw ArchiveProblem.tooLarge(
                    "the files of it that are read have more than " + limits.maxKeptBytes() + " bytes together",
                    "MAX_KEPT_SIZE");
        }
        if (!budget.take(size)) {
            throw BodyReading.overloaded();
        }
        heldBytes += size;
        files.add(new ArchivedFile(place, content.readNBytes((int) size)));
    }

    List<ArchivedFile> files() {
        return files;
    }

    @Override
    public void close() {
        budget.giveBack(heldBytes);
        heldBytes = 0;
    }
}
