package io.portgrade.ingest.archive;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;

/**
 * A host as an archive shows it.
 *
 * @param diagnostics what was left out, and what decoding its texts had to repair
 */
public record ArchivedHost(AuditRequest request, List<Diagnostic> diagnostics) {

    public ArchivedHost {
        diagnostics = List.copyOf(diagnostics);
    }
}
