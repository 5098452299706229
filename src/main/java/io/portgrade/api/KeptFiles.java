package io.portgrade.api;

import io.portgrade.ingest.archive.ArchivedFile;
import io.portgrade.ingest.archive.ArchivedLink;
import io.portgrade.ingest.archive.ArchivedMember;
import io.portgrade.ingest.archive.OversizedFile;
import io.portgrade.ingest.archive.SosContent;
import io.portgrade.ingest.archive.SosFile;
import io.portgrade.ingest.text.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is kept of an archive, in memory and counted there until it is closed. */
final class KeptFiles implements AutoCloseable {

    /** What a member takes at least, as in the archive: there may be many of them that are empty. */
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
            passOver(place, size);
            return;
        }
        hold(place, size);
        members.add(new ArchivedFile(place, content.readNBytes((int) size)));
    }

    /**
     * A busy host has a long listing of sockets, and what rests on sockets alone is not assessed without it. A file of any other
     * kind is refused instead: without it others would be judged as if it had said nothing, settings that it changes would be taken
     * as they stand elsewhere, and ports that it shuts as open.
     */
    private void passOver(SosFile place, long size) {
        if (place.content() != SosContent.SOCKETS) {
            throw tooLong(place);
        }
        hold(place, 0);
        members.add(
                new OversizedFile(place, size, limits.maxEntryBytes(), ArchiveProblem.VARIABLES + "MAX_ENTRY_SIZE"));
    }

    private ProblemException tooLong(SosFile place) {
        return ArchiveProblem.tooLarge(
                Excerpt.of(place.path()) + " has more than " + limits.maxEntryBytes() + " bytes",
                "leave it out",
                "MAX_ENTRY_SIZE");
    }

    void addLink(SosFile place, String target) {
        hold(place, target.length());
        members.add(new ArchivedLink(place, target));
    }

    /** Counts the name too, which may be as long as a library lets it. */
    private void hold(SosFile place, long contentBytes) {
        long size = HEADER_BYTES + place.root().length() + place.path().length() + contentBytes;
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

    /** Why there is nothing to read, when it is for a file's length. */
    Optional<ProblemException> findTooLong() {
        return members.stream()
                .filter(OversizedFile.class::isInstance)
                .findFirst()
                .map(file -> tooLong(file.place()));
    }

    @Override
    public void close() {
        budget.giveBack(heldBytes);
        heldBytes = 0;
    }
}
