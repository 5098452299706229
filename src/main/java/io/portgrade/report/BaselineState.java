package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a finding stands to an earlier report; in the words of SARIF 2.1.0, 3.27.24. */
public enum BaselineState {
    /** The earlier report does not have it. */
    NEW,
    /** The earlier report has it too, whatever its values and lines were. */
    UNCHANGED;

    private final String id = name().toLowerCase(Locale.ROOT);

    @JsonValue
    public String id() {
        return id;
    }
}
