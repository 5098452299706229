package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * HikariCP's properties file, and the application.properties or application.yml of Spring Boot (reference 3.3, Data
 * Properties: {@code spring.datasource.hikari.*}). A placeholder counts as its default.
 */
final class SpringText implements PoolText {

    private static final String MARK = "hikari.";
    private static final String OF_LOGGING = "logging.level.";
    private static final String USUAL_PREFIX = "spring.datasource.hikari.";
    private static final String OF_ENVIRONMENT = "SPRING_DATASOURCE_HIKARI_";

    /** The usual one, and that of environment variables (Spring Boot 3.3, Externalized Configuration). */
    static final List<String> PREFIXES = List.of(USUAL_PREFIX, OF_ENVIRONMENT);

    private static final List<String> OF_DRIVER = List.of("dataSource.", "data-source-properties.", "health-check-");

    @Override
    public List<StatedSetting> parse(String text, Destination destination, Diagnostics diagnostics) {
        List<StatedSetting> all =
                isYaml(text) ? YamlSettings.parse(text, diagnostics) : PropertiesSettings.parse(text, diagnostics);
        String prefix = prefix(all);
        List<StatedSetting> ours = new ArrayList<>();
        for (StatedSetting setting : all) {
            if (setting.name().startsWith(prefix)) {
                add(ours, setting, setting.name().substring(prefix.length()), diagnostics);
            } else if (setting.name().startsWith(OF_ENVIRONMENT)) {
                add(ours, setting, setting.name(), diagnostics);
            } else if (isOfPool(setting.name())) {
                diagnostics.add(
                        Diagnostic.at(setting.place(), "another pool's, passed over: " + Excerpt.of(setting.name())));
            }
        }
        if (ours.isEmpty()) {
            diagnostics.ofWhole("holds no setting of HikariCP: its defaults are taken");
        }
        return ours;
    }

    private static void add(List<StatedSetting> ours, StatedSetting found, String name, Diagnostics diagnostics) {
        if (OF_DRIVER.stream().anyMatch(name::startsWith)) {
            return;
        }
        String value = String.valueOf(found.value());
        Optional<String> placed = defaultOf(value);
        if (placed.isPresent()) {
            diagnostics.add(Diagnostic.at(
                    found.place(), Excerpt.unquoted(name) + ": the environment decides, its default is taken"));
        }
        ours.add(new StatedSetting(name, placed.orElse(value), found.place()));
    }

    /** The usual one when it is there, else the first; empty when the names are HikariCP's own. */
    private static String prefix(List<StatedSetting> all) {
        String first = "";
        for (StatedSetting setting : all) {
            if (setting.name().startsWith(USUAL_PREFIX)) {
                return USUAL_PREFIX;
            }
            if (first.isEmpty() && isOfPool(setting.name())) {
                first = setting.name().substring(0, setting.name().indexOf(MARK) + MARK.length());
            }
        }
        return first;
    }

    /** Loggers have the names of HikariCP's classes. */
    private static boolean isOfPool(String name) {
        return name.contains(MARK) && !name.startsWith(OF_LOGGING);
    }

    /** Of {@code ${NAME:default}}. */
    private static Optional<String> defaultOf(String value) {
        int colon = value.indexOf(':');
        boolean placeholder = value.startsWith("${") && value.endsWith("}") && colon > 0;
        return placeholder ? Optional.of(value.substring(colon + 1, value.length() - 1)) : Optional.empty();
    }

    /** By the first line that says: properties have an equals sign first, YAML a colon, or begins with three hyphens. */
    private static boolean isYaml(String text) {
        for (Line line : new Lines(text)) {
            String words = line.text();
            if (words.startsWith("---")) {
                return true;
            }
            if (words.isEmpty() || words.charAt(0) == '#' || words.charAt(0) == '!') {
                continue;
            }
            int equals = words.indexOf('=');
            int colon = words.endsWith(":") ? words.length() - 1 : words.indexOf(": ");
            if (colon >= 0 || equals >= 0) {
                return colon >= 0 && (equals < 0 || colon < equals);
            }
        }
        return false;
    }
}
