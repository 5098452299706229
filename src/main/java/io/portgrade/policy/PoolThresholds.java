package io.portgrade.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What connection pools may do.
 *
 * @param connectionsPerRequest opened for each request, 0 to 1
 * @param recycledShare share of the rate that the ports give, 0 to 1, for connections that reach their greatest age
 * @param fileHeadroom files that a process needs beside its connections, as a share of these
 * @param longestIdle how long an idle connection is taken to stay open in a pool that never closes it
 */
public record PoolThresholds(
        double connectionsPerRequest, double recycledShare, double fileHeadroom, Duration longestIdle) {

    private static final List<String> KEYS =
            List.of("connectionsPerRequest", "recycledShare", "fileHeadroom", "longestIdle");

    /**
     * @param parent what holds for keys that are left out; null when they all have to be there
     * @throws PolicyException for an unknown key, a missing one, or a value of the wrong kind
     */
    static PoolThresholds read(YamlValue value, @Nullable PoolThresholds parent) {
        Map<String, YamlValue> entries = value.entries(KEYS);
        Set<String> missing = new TreeSet<>(KEYS);
        missing.removeAll(entries.keySet());
        if (parent == null && !missing.isEmpty()) {
            throw value.wrong("missing: " + String.join(", ", missing));
        }
        YamlValue idle = entries.get("longestIdle");
        return new PoolThresholds(
                number(
                        entries,
                        "connectionsPerRequest",
                        YamlValue::share,
                        parent == null ? 0 : parent.connectionsPerRequest()),
                number(entries, "recycledShare", YamlValue::share, parent == null ? 0 : parent.recycledShare()),
                number(entries, "fileHeadroom", YamlValue::ratio, parent == null ? 0 : parent.fileHeadroom()),
                idle == null ? parent == null ? Duration.ZERO : parent.longestIdle() : idle.duration());
    }

    private static double number(
            Map<String, YamlValue> entries, String key, ToDoubleFunction<YamlValue> reader, double parent) {
        YamlValue value = entries.get(key);
        return value == null ? parent : reader.applyAsDouble(value);
    }
}
