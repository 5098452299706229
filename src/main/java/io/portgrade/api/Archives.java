package io.portgrade.api;

import io.portgrade.ingest.archive.ArchivedHost;
import io.portgrade.ingest.archive.ArchivedMember;
import io.portgrade.ingest.archive.SosReport;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads sosreports: archives of files and of outputs of commands. Nothing of them is ever written anywhere. */
@Singleton
final class Archives {

    private final HttpLimits.Archive limits;
    private final BodyBudget budget;

    @Inject
    Archives(HttpLimits limits, BodyBudget budget) {
        this(limits.archive(), budget);
    }

    Archives(HttpLimits.Archive limits, BodyBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /**
     * Reads a report. What is kept of it counts against the budget until it has become texts; it takes a second or more, so this
     * is nothing for the event loop.
     *
     * @throws ProblemException when it is no archive, too large unpacked, broken, or holds nothing that is read
     */
    ReadBody read(byte[] archive) {
        ArchiveFormat format = ArchiveFormat.find(archive).orElseThrow(() -> ArchiveProblem.noArchive(archive));
        try (KeptFiles kept = new KeptFiles(limits, budget)) {
            List<ArchivedMember> members = new TarMembers(format, archive, limits, kept).read();
            ArchivedHost host = SosReport.read(members);
            return new ReadBody(host.request(), host.diagnostics());
        }
    }
}
