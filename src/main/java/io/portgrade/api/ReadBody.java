package io.portgrade.api;

import io.portgrade.ingest.AuditRequest;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;

/**
 * A body as a request.
 *
 * @param diagnostics what decoding its texts had to repair
 */
record ReadBody(AuditRequest request, List<Diagnostic> diagnostics) {

    ReadBody {
        diagnostics = List.copyOf(diagnostics);
    }
}
