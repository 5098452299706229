package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The scalars of YAML documents by their path, {@code spring.datasource.hikari.maximum-pool-size}. Read as a row of events:
 * aliases are not followed and nothing is nested in memory, so no text takes more than its own size. Lists are passed
 * over, and so are documents for a Spring profile, which may not be the one in force.
 */
final class YamlSettings {

    private static final int MAX_DEPTH = 64;
    private static final List<String> PROFILES = List.of("spring.config.activate.on-profile", "spring.profiles");

    /** A key that is a list, a mapping or an alias. */
    private static final String OTHER_KEY = "?";

    private final Diagnostics diagnostics;
    private final List<StatedSetting> settings = new ArrayList<>();
    private final List<StatedSetting> document = new ArrayList<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    private YamlSettings(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** One mapping or list that is open. */
    private static final class Level {

        private final boolean list;
        private final String path;
        private @Nullable String key;

        Level(boolean list, String path) {
            this.list = list;
            this.path = path;
        }
    }

    /** What stands before the first mistake, when there is one. */
    static List<StatedSetting> parse(String text, Diagnostics diagnostics) {
        YamlSettings reading = new YamlSettings(diagnostics);
        try {
            for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
                if (!reading.read(event)) {
                    break;
                }
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            diagnostics.at(line, "not YAML from here on: " + Excerpt.unquoted(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            diagnostics.ofWhole("not YAML: " + Excerpt.unquoted(String.valueOf(e.getMessage())));
        }
        reading.endDocument();
        return reading.settings;
    }

    /** @return whether to go on */
    private boolean read(Event event) {
        switch (event.getEventId()) {
            case DocumentEnd -> endDocument();
            case MappingStart, SequenceStart -> {
                if (levels.size() == MAX_DEPTH) {
                    diagnostics.at(line(event), "nested deeper than " + MAX_DEPTH + " levels, not read from here on");
                    return false;
                }
                levels.push(new Level(event.getEventId() == Event.ID.SequenceStart, takePath()));
            }
            case MappingEnd, SequenceEnd -> levels.poll();
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> {
                diagnostics.at(
                        line(event),
                        "aliases are not followed: *" + Excerpt.unquoted(((AliasEvent) event).getAlias() + ""));
                value(null, line(event));
            }
            default -> {}
        }
        return true;
    }

    private void scalar(ScalarEvent scalar) {
        Level level = levels.peek();
        if (level != null && !level.list && level.key == null) {
            level.key = scalar.getValue();
        } else {
            value(scalar.getValue(), line(scalar));
        }
    }

    private void value(@Nullable String value, int line) {
        boolean inList = levels.isEmpty() || levels.peek().list;
        String path = takePath();
        if (!inList && value != null) {
            document.add(new StatedSetting(path, value, diagnostics.place(line)));
        }
    }

    /** Of the value that comes now; the next scalar of a mapping is a key again. */
    private String takePath() {
        Level level = levels.peek();
        if (level == null) {
            return "";
        }
        String key = level.list ? "[]" : level.key;
        level.key = key == null ? OTHER_KEY : null;
        key = key == null ? OTHER_KEY : key;
        return level.path.isEmpty() ? key : level.path + "." + key;
    }

    private void endDocument() {
        for (StatedSetting setting : document) {
            if (PROFILES.contains(setting.name())) {
                SourceLocation place = setting.place();
                diagnostics.add(Diagnostic.at(
                        place,
                        "a document for one profile, passed over: " + Excerpt.of(String.valueOf(setting.value()))));
                document.clear();
                return;
            }
        }
        settings.addAll(document);
        document.clear();
    }

    private static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
