package io.portgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A problem document (RFC 9457): what every answer from 400 on holds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What went wrong and what to do about it (RFC 9457).")
record Problem(
        @Schema(
                required = true,
                description = "The kind of problem; never changes, so compare this.",
                examples = "urn:portgrade:problem:malformed-json")
        URI type,

        @Schema(
                required = true,
                description = "The kind of problem in words; the same for each problem of a type.",
                examples = "The body is not JSON")
        String title,

        @Schema(required = true, minimum = "400", maximum = "599", description = "The HTTP status.", examples = "400")
        int status,

        @Schema(
                required = true,
                description = "What is wrong with this request, and the remedy.",
                examples = "line 3, column 7: unexpected character ('}')")
        String detail,

        @Schema(
                description = "The path that was asked for, or for a 500 the id under which the log tells more.",
                format = "uri-reference",
                examples = "/v1/audits")
        @Nullable
        URI instance,

        @Schema(description = "Each thing that is wrong, where the request can be pointed into.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<ProblemError> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectWriter WRITER = JsonMapper.builder().build().writerFor(Problem.class);

    static Problem of(ProblemType type, String detail, @Nullable URI instance, List<ProblemError> errors) {
        return new Problem(type.uri(), type.title(), type.status(), detail, instance, errors);
    }

    Problem withStatus(int other) {
        return new Problem(type, title, other, detail, instance, errors);
    }

    Problem withInstance(URI other) {
        return new Problem(type, title, status, detail, other, errors);
    }

    byte[] toJson() {
        try {
            return WRITER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
