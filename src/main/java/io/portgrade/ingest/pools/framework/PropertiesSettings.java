package io.portgrade.ingest.pools.framework;

import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import java.util.ArrayList;
import java.util.List;

/** A Java properties file ({@code java.util.Properties.load}, Java 17), with line numbers. */
final class PropertiesSettings {

    private PropertiesSettings() {}

    static List<StatedSetting> parse(String text, Diagnostics diagnostics) {
        List<StatedSetting> settings = new ArrayList<>();
        StringBuilder logical = new StringBuilder();
        int first = 0;
        for (Line line : new Lines(text)) {
            String words = line.text();
            boolean comment = logical.isEmpty() && (words.startsWith("#") || words.startsWith("!"));
            if (comment || words.isEmpty() && logical.isEmpty()) {
                continue;
            }
            first = logical.isEmpty() ? line.number() : first;
            boolean continued = isContinued(words);
            logical.append(continued ? words.substring(0, words.length() - 1) : words);
            if (!continued) {
                settings.add(setting(logical.toString(), first, diagnostics));
                logical.setLength(0);
            }
        }
        if (!logical.isEmpty()) {
            settings.add(setting(logical.toString(), first, diagnostics));
        }
        return settings;
    }

    private static boolean isContinued(String words) {
        int end = words.length();
        while (end > 0 && words.charAt(end - 1) == '\\') {
            end--;
        }
        return (words.length() - end) % 2 == 1;
    }

    private static StatedSetting setting(String logical, int line, Diagnostics diagnostics) {
        int end = 0;
        while (end < logical.length() && "=: \t".indexOf(logical.charAt(end)) < 0) {
            end += logical.charAt(end) == '\\' ? 2 : 1;
        }
        int keyEnd = Math.min(end, logical.length());
        int value = keyEnd;
        boolean separated = false;
        while (value < logical.length()) {
            char c = logical.charAt(value);
            boolean separator = (c == '=' || c == ':') && !separated;
            if (c != ' ' && c != '\t' && !separator) {
                break;
            }
            separated |= separator;
            value++;
        }
        return new StatedSetting(
                unescaped(logical.substring(0, keyEnd)), unescaped(logical.substring(value)), diagnostics.place(line));
    }

    /** Names and numbers hold no other escapes than of the separators. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0 ? text : text.replace("\\", "");
    }
}
