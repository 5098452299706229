package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of all files amount to, read in the order in which the host reads them.
 *
 * <p>The last line that names a key decides it; patterns decide the keys that no line names (sysctl.d(5)).
 */
final class IntendedSettings {

    /** Far more than hosts have, few enough to try each on every key. */
    private static final int MAX_PATTERNS = 1_000;

    private static final int MAX_PATTERN_LENGTH = 256;

    private final SettingKeyTable keys;
    private final Diagnostics diagnostics;
    private final Map<String, Line> byName = new LinkedHashMap<>();
    private final Map<String, Line> byPattern = new LinkedHashMap<>();

    private int patterns;
    private int lines;

    /** @param number counted over all files, in the order in which they are loaded */
    private record Line(String written, @Nullable String value, SourceLocation place, int number) {

        String describe() {
            return value == null ? "-" + written : written + " = " + value;
        }
    }

    IntendedSettings(SettingKeyTable keys, Diagnostics diagnostics) {
        this.keys = keys;
        this.diagnostics = diagnostics;
    }

    void add(ConfigurationLine line, SourceLocation place) {
        Line added = new Line(line.key(), line.value(), place, lines++);
        if (!line.isPattern()) {
            if (keys.contains(line.key())) {
                put(byName, line.key(), added);
            }
        } else if (line.value() == null) {
            diagnostics.add(Diagnostic.at(place, "a pattern excludes nothing, only a whole name does: -" + line.key()));
        } else if (line.key().length() > MAX_PATTERN_LENGTH || ++patterns > MAX_PATTERNS) {
            diagnostics.add(Diagnostic.at(
                    place,
                    "left out: no more than " + MAX_PATTERNS + " patterns of up to " + MAX_PATTERN_LENGTH
                            + " characters are tried"));
        } else {
            Glob glob = new Glob(line.key());
            keys.all().stream().filter(glob::matches).forEach(key -> put(byPattern, key, added));
        }
    }

    /** In the order in which the host makes them. */
    List<Setting> settings() {
        byName.forEach((key, winner) -> {
            Line pattern = byPattern.get(key);
            if (pattern != null) {
                report(key, pattern, winner);
            }
        });
        Map<String, Line> effective = new LinkedHashMap<>(byPattern);
        effective.putAll(byName);
        List<Setting> settings = new ArrayList<>();
        effective.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().number()))
                .forEach(entry -> {
                    Line line = entry.getValue();
                    if (line.value() != null) {
                        Origin origin = Glob.isPattern(line.written()) ? Origin.PATTERN : Origin.INTENDED;
                        settings.add(new Setting(entry.getKey(), line.value(), line.place(), origin));
                    }
                });
        return settings;
    }

    private void put(Map<String, Line> lines, String key, Line line) {
        Line earlier = lines.put(key, line);
        if (earlier != null) {
            report(key, earlier, line);
        }
    }

    private void report(String key, Line loser, Line winner) {
        String of = loser.written().equals(key) ? "" : " for " + key;
        diagnostics.add(Diagnostic.at(
                loser.place(),
                Excerpt.of(loser.describe()) + " is overridden" + of + " by " + Excerpt.of(winner.describe()) + " at "
                        + winner.place().inWords()));
    }
}
