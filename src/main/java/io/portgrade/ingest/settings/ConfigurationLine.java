package io.portgrade.ingest.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a sysctl.d file: {@code key = value}, {@code -key = value}, or {@code -key}, which keeps patterns away
 * from a key (sysctl.d(5), systemd 252).
 *
 * @param key a name or a pattern, in dotted form
 * @param value null for {@code -key}
 */
public record ConfigurationLine(String key, @Nullable String value) {

    /** @param line without surrounding blanks */
    public static boolean isComment(String line) {
        return line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == ';';
    }

    /**
     * Empty when it is neither.
     *
     * @param line without surrounding blanks, no comment
     */
    public static Optional<ConfigurationLine> find(String line) {
        int equals = line.indexOf('=');
        boolean dash = line.startsWith("-");
        if (equals < 0 && !dash) {
            return Optional.empty();
        }
        String name = line.substring(dash ? 1 : 0, equals < 0 ? line.length() : equals)
                .strip();
        if (name.isEmpty() || holdsBlank(name)) {
            return Optional.empty();
        }
        String value = equals < 0 ? null : line.substring(equals + 1).strip();
        return Optional.of(new ConfigurationLine(SettingName.dotted(name), value));
    }

    private static boolean holdsBlank(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    boolean isPattern() {
        return Glob.isPattern(key);
    }
}
