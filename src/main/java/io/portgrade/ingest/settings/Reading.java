package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been read of one text so far. */
final class Reading {

    private final String source;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, SourceLocation> denied = new LinkedHashMap<>();
    private final Diagnostics diagnostics;
    private int recognisedLines;
    private String unreadable = "";
    private int unreadableFrom;
    private int unreadableCount;

    Reading(String source) {
        this.source = source;
        this.diagnostics = new Diagnostics(source);
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    void recognised(int count) {
        recognisedLines += count;
    }

    /** Keeps a wanted setting; the last one of a key stands. */
    void setting(String key, String value, int line) {
        Setting earlier = settings.put(key, new Setting(key, value, SourceLocation.of(source, line), Origin.RUNNING));
        if (earlier != null) {
            diagnostics.at(
                    line, key + " was read before, at line " + earlier.source().line() + ": line " + line + " stands");
        }
    }

    void denied(String key, int line) {
        denied.putIfAbsent(key, SourceLocation.of(source, line));
    }

    /** Keeps one diagnostic for lines that follow one another. */
    void unreadable(int line, String message) {
        if (unreadableCount > 0 && line == unreadableFrom + unreadableCount) {
            unreadableCount++;
            return;
        }
        flushUnreadable();
        unreadable = message;
        unreadableFrom = line;
        unreadableCount = 1;
    }

    ParsedSettings finish(@Nullable OperatingSystem detected) {
        flushUnreadable();
        return new ParsedSettings(
                List.copyOf(settings.values()),
                denied,
                diagnostics.toList(),
                recognisedLines,
                Optional.ofNullable(detected));
    }

    private void flushUnreadable() {
        if (unreadableCount > 1) {
            int last = unreadableFrom + unreadableCount - 1;
            diagnostics.at(unreadableFrom, unreadable + ", and so on to line " + last);
        } else if (unreadableCount == 1) {
            diagnostics.at(unreadableFrom, unreadable);
        }
    }
}
