package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The same thing in two reports.
 *
 * @param before null when it is only in the second
 * @param after null when it is only in the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Between<T>(@Nullable T before, @Nullable T after) {}
