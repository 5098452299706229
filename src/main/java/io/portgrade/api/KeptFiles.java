package io.portgrade.api;

import io.portgrade.ingest.archive.ArchivedFile;
import io.portgrade.ingest.archive.ArchivedLink;
import io.portgrade.ingest.archive.ArchivedMember;
import io.portgrade.ingest.archive.SosFile;
import io.portgrade.ingest.text.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What is kept of an archive, in memory and counted there until it is closed. */
final class KeptFiles implements AutoCloseable {

    /** What a link takes at least, as in the archive: there may be many. */
    private static final int HEADER_BYTES = 512;

    private final HttpLimits.Archive limits;
    private final BodyBudget budget;
    private final List<ArchivedMember> members = new ArrayList<>();
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
        hold(size);
        members.add(new ArchivedFile(place, content.readNBytes((int) size)));
    }

    void addLink(SosFile place, String target) {
        hold(HEADER_BYTES + place.path().length() + target.length());
        members.add(new ArchivedLink(place, target));
    }

    private void hold(long size) {
        if (heldBytes + size > limits.maxKeptBytes()) {
            throw ArchiveProblem.tooLarge(
                    "the files of it that are read have more than " + limits.maxKeptBytes() + " bytes together",
                    "MAX_KEPT_SIZE");
        }
        if (!budget.take(size)) {
            throw BodyReading.overloaded();
        }
        heldBytes += size;
    }

    List<ArchivedMember> members() {
        return members;
    }

    /** Whether there is anything to read: links alone say nothing. */
    boolean haveFile() {
        return members.stream().anyMatch(ArchivedFile.class::isInstance);
    }

    @Override
    public void close() {
        budget.giveBack(heldBytes);
        heldBytes = 0;
    }
}
