package io.portgrade.fact;

import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything the rules may look at, why what is missing is missing, and what was noticed while assembling.
 *
 * @param values the facts, in no particular order; one of each type, but for those of which a host has several ({@code Churn}, {@code MissingSection}, {@code Setting})
 * @param absences why a rule cannot have what it asks for, by simple type name, or by setting key for a single setting that a rule names
 */
public record Facts(List<Object> values, Map<String, Absence> absences, List<Diagnostic> diagnostics) {

    public Facts {
        values = List.copyOf(values);
        absences = Map.copyOf(absences);
        diagnostics = List.copyOf(diagnostics);
    }

    public <T> Optional<T> find(Class<T> type) {
        return first(values, type);
    }

    private static <T> Optional<T> first(List<Object> values, Class<T> type) {
        for (Object value : values) {
            if (type.isInstance(value)) {
                return Optional.of(type.cast(value));
            }
        }
        return Optional.empty();
    }

    /** Collects facts while they are being assembled. */
    static final class Builder {

        private final List<Object> values = new ArrayList<>();
        private final Map<String, Absence> absences = new HashMap<>();
        private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();

        void add(Object fact) {
            values.add(fact);
        }

        <T> Optional<T> find(Class<T> type) {
            return first(values, type);
        }

        /** Of those of which a host has several, in the order in which they were added. */
        <T> Stream<T> all(Class<T> type) {
            return values.stream().filter(type::isInstance).map(type::cast);
        }

        void absent(Class<?> type, Absence absence) {
            absences.put(type.getSimpleName(), absence);
        }

        void absent(String key, Absence absence) {
            absences.put(key, absence);
        }

        /** Why a fact that others are made of is missing. */
        Absence why(Class<?> type) {
            return absences.getOrDefault(type.getSimpleName(), Absence.notSubmitted(type.getSimpleName()));
        }

        /** Says it once, however often a value is read. */
        void note(Diagnostic diagnostic) {
            diagnostics.add(diagnostic);
        }

        Facts build() {
            return new Facts(values, absences, List.copyOf(diagnostics));
        }
    }
}
