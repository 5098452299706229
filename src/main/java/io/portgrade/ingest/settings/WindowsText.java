package io.portgrade.ingest.settings;

import io.portgrade.snapshot.OperatingSystem;

/** What Windows prints about its ports: netsh tables and registry values, several in one text too. */
final class WindowsText {

    private WindowsText() {}

    /** @param text as {@link io.portgrade.ingest.text.SubmittedText} leaves it */
    static ParsedSettings parse(String text, String source, SettingKeyTable keys) {
        Reading reading = new Reading(source);
        NetshText netsh = new NetshText(keys, reading);
        RegistryText registry = new RegistryText(keys, reading);
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end).strip();
            number++;
            netsh.read(line, number);
            registry.read(line, number);
            start = end + 1;
        }
        registry.endOfText();
        return reading.finish(OperatingSystem.WINDOWS);
    }
}
