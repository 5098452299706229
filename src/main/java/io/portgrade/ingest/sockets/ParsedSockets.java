package io.portgrade.ingest.sockets;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Sockets;
import java.util.List;

/**
 * What a listing of sockets says.
 *
 * @param sockets its TCP listeners, each address and port once, in the order of lines, and its connections
 * @param diagnostics lines that could not be read
 * @param recognisedLines headings and socket lines that were read; 0 when the text is no listing of TCP sockets,
 *     more when it is one without listeners
 */
public record ParsedSockets(Sockets sockets, List<Diagnostic> diagnostics, int recognisedLines) {

    public ParsedSockets {
        diagnostics = List.copyOf(diagnostics);
    }
}
