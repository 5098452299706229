package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.report.RemediationSteps.ConfigurationFile;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is taken back.
 *
 * @param settings the values that were submitted
 * @param commands that set them at once
 * @param file to put in place of the plan's; null when nothing that the plan sets was submitted
 * @param notes what cannot be restored by value, and what to do instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rollback(
        SortedMap<String, String> settings,
        List<String> commands,
        @Nullable ConfigurationFile file,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {

    public Rollback {
        commands = List.copyOf(commands);
        notes = List.copyOf(notes);
    }
}
