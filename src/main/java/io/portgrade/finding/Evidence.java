package io.portgrade.finding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A submitted value that a finding rests on, and where it stands.
 *
 * @param key the setting, or what was measured ({@code listener}, {@code nofile})
 * @param value as submitted
 * @param source as in {@link SourceLocation#source()}
 * @param line counted from 1; null where the source has no lines
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        String key, String value, String source, @Nullable Integer line) {

    public Evidence {
        Objects.requireNonNull(key, "evidence needs a key");
        Objects.requireNonNull(value, "evidence needs a value");
        Objects.requireNonNull(source, "evidence needs a source");
    }

    public static Evidence of(Setting setting) {
        return at(setting.source(), setting.key(), setting.value());
    }

    /** The pieces of two lists, in their order. */
    public static List<Evidence> both(List<Evidence> first, List<Evidence> second) {
        List<Evidence> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    public static Evidence at(SourceLocation place, String key, String value) {
        return new Evidence(key, value, place.source(), place.line());
    }
}
