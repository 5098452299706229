package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.portgrade.grade.Grade;
import org.jspecify.annotations.Nullable;

/**
 * How one topic of rules came out.
 *
 * @param grade of its findings alone; null when nothing was assessed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CategoryReport(
        String name, Status status, @Nullable Grade grade) {

    /** How many of the topic's rules could judge. */
    public enum Status {
        ASSESSED("assessed"),
        PARTIAL("partial"),
        NOT_ASSESSED("not-assessed");

        private final String id;

        Status(String id) {
            this.id = id;
        }

        @JsonValue
        public String id() {
            return id;
        }
    }
}
