package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.SettingKeys;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of {@code …\Services\Tcpip\Parameters}: what {@code reg query} prints, a {@code .reg} file, or the list of
 * PowerShell's {@code Get-ItemProperty}. Values are kept in decimal.
 *
 * <p>Where the path of the registry key is given, values under another are left alone. PowerShell names it below the
 * values, so those wait for the end of their list.
 */
final class RegistryText {

    private static final String PARAMETERS = "\\services\\tcpip\\parameters";
    private static final Map<String, String> KEYS_BY_NAME = Map.of(
            "maxuserport", SettingKeys.WINDOWS_MAX_USER_PORT,
            "tcptimedwaitdelay", SettingKeys.WINDOWS_TIMED_WAIT_DELAY);

    private final SettingKeyTable keys;
    private final Reading reading;
    private final Map<String, Listed> listed = new LinkedHashMap<>();
    private boolean elsewhere;

    private record Listed(String value, int line) {}

    RegistryText(SettingKeyTable keys, Reading reading) {
        this.keys = keys;
        this.reading = reading;
    }

    /** @param line without surrounding blanks */
    void read(String line, int number) {
        if (line.isEmpty()) {
            endOfList();
        } else if (line.startsWith("\"")) {
            readFileLine(line, number);
        } else if (line.startsWith("[") || line.startsWith("HK")) {
            endOfList();
            elsewhere = !isParameters(line.startsWith("[") ? line.substring(1, Math.max(1, line.length() - 1)) : line);
        } else {
            readPrinted(line, number);
        }
    }

    void endOfText() {
        endOfList();
    }

    /** {@code "MaxUserPort"=dword:0000fffe} */
    private void readFileLine(String line, int number) {
        int close = line.indexOf('"', 1);
        String key = close < 0 ? null : keyOf(line.substring(1, close));
        if (key != null && line.startsWith("=", close + 1)) {
            String value = line.substring(close + 2).strip();
            boolean dword = value.regionMatches(true, 0, "dword:", 0, 6);
            keep(key, dword ? decimal(value.substring(6)) : null, line, number);
        }
    }

    private void readPrinted(String line, int number) {
        int colon = line.indexOf(" :") >= 0 ? line.indexOf(':', line.indexOf(" :")) : line.indexOf(':');
        int blank = line.indexOf(' ');
        String word = colon > 0 ? line.substring(0, colon).strip() : blank < 0 ? line : line.substring(0, blank);
        if (word.equalsIgnoreCase("PSPath")) {
            elsewhere = !mayBeParameters(line.substring(colon + 1).strip());
            endOfList();
            elsewhere = false;
            return;
        }
        String key = keyOf(word);
        if (key != null && colon > 0) {
            listed.put(key, new Listed(line.substring(colon + 1).strip(), number));
        } else if (key != null && line.contains(" REG_")) {
            int hex = line.lastIndexOf("0x");
            keep(key, line.contains(" REG_DWORD ") && hex > 0 ? decimal(line.substring(hex + 2)) : null, line, number);
        }
    }

    private void endOfList() {
        listed.forEach((key, entry) -> keep(key, entry.value(), entry.value(), entry.line()));
        listed.clear();
    }

    private void keep(String key, @Nullable String value, String line, int number) {
        reading.recognised(1);
        if (value == null) {
            reading.diagnostics().at(number, "not a REG_DWORD: " + Excerpt.of(line));
        } else if (!elsewhere && keys.contains(key)) {
            reading.setting(key, value, number);
        }
    }

    private static @Nullable String keyOf(String name) {
        return KEYS_BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isParameters(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(PARAMETERS);
    }

    /** PowerShell breaks a long path at the edge of the window, so its end may be missing. */
    private static boolean mayBeParameters(String path) {
        int services = path.toLowerCase(Locale.ROOT).indexOf("\\services\\");
        return services >= 0 && PARAMETERS.startsWith(path.substring(services).toLowerCase(Locale.ROOT));
    }

    private static @Nullable String decimal(String hex) {
        String digits = hex.strip();
        boolean valid = !digits.isEmpty()
                && digits.length() <= 8
                && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        return valid ? Long.toString(Long.parseLong(digits, 16)) : null;
    }
}
