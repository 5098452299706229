package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings stated one by one in a request; a key that nothing reads is reported with the known key nearest to it. */
public final class SettingOverrides {

    private static final int MAX_DISTANCE = 2;

    private SettingOverrides() {}

    /**
     * @param source as in {@link SourceLocation#source()}
     * @param overrides by key in dotted form or with slashes; null values are passed over
     */
    public static ParsedSettings parse(Map<String, @Nullable String> overrides, String source, SettingKeyTable keys) {
        Diagnostics diagnostics = new Diagnostics(source);
        List<Setting> settings = new ArrayList<>();
        overrides.forEach((name, value) -> {
            String key = SettingName.dotted(name.strip());
            if (value == null) {
                return;
            }
            if (keys.contains(key)) {
                settings.add(new Setting(key, value.strip(), SourceLocation.in(source), Origin.OVERRIDE));
            } else {
                diagnostics.ofWhole(diagnostics.isFull() ? "" : unread(key, keys));
            }
        });
        Optional<OperatingSystem> system = settings.stream()
                .flatMap(setting -> SystemMarks.find(setting.key()).stream())
                .findFirst();
        return new ParsedSettings(settings, Map.of(), diagnostics.toList(), settings.size(), system);
    }

    private static String unread(String key, SettingKeyTable keys) {
        String message = "no rule reads " + Excerpt.of(key);
        return nearest(key, keys)
                .map(near -> message + ": is " + near + " meant?")
                .orElse(message);
    }

    private static Optional<String> nearest(String key, SettingKeyTable keys) {
        String best = null;
        int bestDistance = MAX_DISTANCE + 1;
        for (String known : keys.all()) {
            int distance = distance(key, known, bestDistance);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = known;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Characters to insert, delete or replace to make one text of the other; at most {@code limit}. */
    static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) >= limit) {
            return limit;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            int least = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(diagonal, row[j - 1]) + 1);
                least = Math.min(least, row[j]);
            }
            if (least >= limit) {
                return limit;
            }
        }
        return Math.min(row[other.length()], limit);
    }
}
