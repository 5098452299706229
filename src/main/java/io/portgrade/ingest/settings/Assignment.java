package io.portgrade.ingest.settings;

import java.util.Optional;

/**
 * A line that gives a setting a value: {@code key=value}, {@code -key = value} or {@code key: value}.
 *
 * @param key in dotted form
 * @param value without surrounding blanks
 * @param colon whether a colon separates the two, as BSD systems print it
 */
record Assignment(String key, String value, boolean colon) {

    /** @param line without surrounding blanks */
    static Optional<Assignment> find(String line) {
        int separator = separator(line);
        if (separator <= 0) {
            return Optional.empty();
        }
        int start = line.charAt(0) == '-' ? 1 : 0;
        String name = line.substring(start, Math.max(start, separator)).strip();
        if (!SettingName.isName(name)) {
            return Optional.empty();
        }
        String value = line.substring(separator + 1).strip();
        return Optional.of(new Assignment(SettingName.dotted(name), value, line.charAt(separator) == ':'));
    }

    /** A colon inside a name, as in {@code eth0:1}, has no blank behind it. */
    private static int separator(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '=' || (c == ':' && (i + 1 == line.length() || line.charAt(i + 1) <= ' '))) {
                return i;
            }
        }
        return -1;
    }
}
