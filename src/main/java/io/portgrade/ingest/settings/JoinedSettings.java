package io.portgrade.ingest.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line that holds several settings, because line ends were lost on the way: {@code a.b = 1 c.d = 2}. */
final class JoinedSettings {

    private static final List<String> ROOTS = List.of(
            "net",
            "kernel",
            "vm",
            "fs",
            "user",
            "dev",
            "debug",
            "abi",
            "crypto",
            "sunrpc",
            "kern",
            "hw",
            "vfs",
            "machdep",
            "security",
            "compat",
            "kstat",
            "ktrace",
            "p1003_1b");

    private final SettingKeyTable keys;
    private final Reading reading;
    private final String line;
    private final int number;
    private int count;
    private @Nullable String openKey;
    private int openValue;

    private JoinedSettings(SettingKeyTable keys, Reading reading, String line, int number) {
        this.keys = keys;
        this.reading = reading;
        this.line = line;
        this.number = number;
    }

    /** Reads the line's settings if it holds at least two; answers whether it did. */
    static boolean read(SettingKeyTable keys, Reading reading, String line, int number) {
        JoinedSettings joined = new JoinedSettings(keys, reading, line, number);
        joined.readTokens();
        if (joined.count < 2) {
            return false;
        }
        joined.close(line.length());
        reading.recognised(joined.count);
        reading.diagnostics().at(number, joined.count + " settings on one line: the line ends were lost on the way");
        return true;
    }

    private void readTokens() {
        int start = skip(0, true);
        while (start < line.length()) {
            int end = skip(start, false);
            int next = skip(end, true);
            readToken(start, end, next);
            start = next;
        }
    }

    private void readToken(int start, int end, int next) {
        int equals = start;
        while (equals < end && line.charAt(equals) != '=') {
            equals++;
        }
        if (equals < end) {
            open(start, equals, equals + 1);
        } else if (line.charAt(end - 1) == ':') {
            open(start, end - 1, end);
        } else if (next < line.length() && line.charAt(next) == '=') {
            open(start, end, next + 1);
        }
    }

    private void open(int start, int keyEnd, int valueStart) {
        int keyStart = rootIn(start, keyEnd);
        if (keyStart < 0) {
            return;
        }
        close(keyStart);
        count++;
        openKey = keys.lookUp(line, keyStart, keyEnd);
        openValue = valueStart;
    }

    private void close(int valueEnd) {
        if (openKey != null) {
            reading.setting(openKey, line.substring(openValue, valueEnd).strip(), number);
            openKey = null;
        }
    }

    /** Where a name starts in a token, which may have the end of the value before it stuck to its front. */
    private int rootIn(int start, int end) {
        for (int dot = start; dot < end; dot++) {
            if (line.charAt(dot) != '.') {
                continue;
            }
            for (String root : ROOTS) {
                int at = dot - root.length();
                if (at >= start && line.startsWith(root, at) && (at == start || isLoose(line.charAt(at - 1)))) {
                    return at;
                }
            }
        }
        return -1;
    }

    private static boolean isLoose(char before) {
        return before != '.' && before != '_' && before != '/' && before != '-';
    }

    private int skip(int from, boolean blanks) {
        int at = from;
        while (at < line.length() && line.charAt(at) <= ' ' == blanks) {
            at++;
        }
        return at;
    }
}
