package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something in the submitted text that could not be read, or was read in a way worth knowing.
 *
 * @param source as in {@link SourceLocation#source()}
 * @param line counted from 1; null when the whole source is meant
 * @param message what is wrong and, where there is one, the remedy
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Diagnostic(String source, @Nullable Integer line, String message) {

    public static Diagnostic at(SourceLocation place, String message) {
        return new Diagnostic(place.source(), place.line(), message);
    }
}
