package io.portgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.snapshot.Diagnostic;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong with a request: at a JSON pointer, or at a line of a source. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "One thing that is wrong with the request: a pointer into its JSON, or a line of a source.")
record ProblemError(
        @Schema(description = "JSON pointer (RFC 6901) to the field.", examples = "/host/os") @Nullable
        String pointer,

        @Schema(description = "The section, part, query parameter or file.", examples = "sysctl") @Nullable
        String source,

        @Schema(description = "The line, counted from 1.", minimum = "1", examples = "3") @Nullable
        Integer line,

        @Schema(description = "The column, counted from 1.", minimum = "1", examples = "7") @Nullable
        Integer column,

        @Schema(required = true, description = "What is wrong and what is allowed.")
        String message) {

    static ProblemError at(String pointer, String message) {
        return new ProblemError(pointer, null, null, null, message);
    }

    static ProblemError in(String source, String message) {
        return new ProblemError(null, source, null, null, message);
    }

    /** @param source the body, or a part of it */
    static ProblemError atLine(String source, int line, int column, String message) {
        return new ProblemError(null, source, line, column, message);
    }

    /** {@code /pools/0/instances must be 1 to 2147483647}, {@code sysctl:3: not a port range}. */
    String inWords() {
        if (pointer != null) {
            return pointer + " " + message;
        }
        return source + (line == null ? "" : ":" + line) + (column == null ? "" : ":" + column) + ": " + message;
    }

    static ProblemError of(Diagnostic diagnostic) {
        return new ProblemError(null, diagnostic.source(), diagnostic.line(), null, diagnostic.message());
    }
}
