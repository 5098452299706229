package io.portgrade.ingest.limits;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OpenFilesLimit;
import java.util.List;

/**
 * What a text says about open-file limits.
 *
 * @param limits in the order of lines; those of limits.conf once for each domain and kind, those of processes each time
 *     they are stated
 * @param diagnostics lines that could not be read
 * @param recognisedLines headings and lines about limits of any resource that were read; comments do not count
 */
public record ParsedLimits(List<OpenFilesLimit> limits, List<Diagnostic> diagnostics, int recognisedLines) {

    public ParsedLimits {
        limits = List.copyOf(limits);
        diagnostics = List.copyOf(diagnostics);
    }
}
