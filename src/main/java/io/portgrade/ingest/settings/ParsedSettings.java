package io.portgrade.ingest.settings;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a text, or a set of files, says about kernel settings.
 *
 * @param settings the wanted ones, one a key
 * @param denied the wanted keys that the system refused to read, and where it said so
 * @param recognisedLines how many settings were read, wanted or not
 * @param detected the system that the text comes from, where the text tells
 */
public record ParsedSettings(
        List<Setting> settings,
        Map<String, SourceLocation> denied,
        List<Diagnostic> diagnostics,
        int recognisedLines,
        Optional<OperatingSystem> detected) {

    public ParsedSettings {
        settings = List.copyOf(settings);
        denied = Map.copyOf(denied);
        diagnostics = List.copyOf(diagnostics);
    }

    /** Nothing submitted, nothing read. */
    public static ParsedSettings none() {
        return new ParsedSettings(List.of(), Map.of(), List.of(), 0, Optional.empty());
    }

    /** Whether any of the text was what it should be. */
    public boolean isReadable() {
        return recognisedLines > 0 || !denied.isEmpty();
    }
}
