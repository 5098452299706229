package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Kernel settings pasted or collected, in whatever way their system prints them: sysctl, netsh or the registry. */
public final class SettingsText {

    private SettingsText() {}

    /**
     * Reads the settings that {@code keys} names; never fails, whatever the text.
     *
     * @param source as in {@link io.portgrade.snapshot.SourceLocation#source()}
     */
    public static ParsedSettings parse(String text, String source, SettingKeyTable keys) {
        SubmittedText submitted = SubmittedText.of(text, source);
        ParsedSettings parsed = inItsDialect(submitted.text(), source, keys);
        if (submitted.diagnostics().isEmpty() && parsed.isReadable()) {
            return parsed;
        }
        List<Diagnostic> diagnostics = new ArrayList<>(submitted.diagnostics());
        diagnostics.addAll(parsed.diagnostics());
        if (!parsed.isReadable()) {
            diagnostics.add(new Diagnostic(
                    source,
                    null,
                    submitted.text().isBlank()
                            ? "the text is empty"
                            : "no line of the text is a setting: send the output of \"sysctl -a\", or on Windows of"
                                    + " \"netsh int ipv4 show dynamicport tcp\""));
        }
        return new ParsedSettings(
                parsed.settings(), parsed.denied(), diagnostics, parsed.recognisedLines(), parsed.detected());
    }

    private static ParsedSettings inItsDialect(String text, String source, SettingKeyTable keys) {
        ParsedSettings sysctl = SysctlText.parse(text, source, keys);
        if (sysctl.isReadable()) {
            return sysctl;
        }
        ParsedSettings windows = WindowsText.parse(text, source, keys);
        return windows.isReadable() ? windows : sysctl;
    }
}
