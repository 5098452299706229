package io.portgrade.finding;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much a finding matters, worst first, and what it costs of the 100 points of a perfect score. */
public enum Severity {
    CRITICAL(50),
    HIGH(25),
    MEDIUM(12),
    LOW(4),
    INFO(0);

    private static final List<Severity> ALL = List.of(values());

    private final int deduction;

    Severity(int deduction) {
        this.deduction = deduction;
    }

    public int deduction() {
        return deduction;
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean worseThan(Severity other) {
        return compareTo(other) < 0;
    }

    public Severity worst(Severity other) {
        return worseThan(other) ? this : other;
    }

    /** Finds a severity by its id, in any case. */
    public static Optional<Severity> find(String id) {
        for (Severity severity : ALL) {
            if (severity.name().equalsIgnoreCase(id)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
