package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.OpenFilesLimit.Kind;

/**
 * {@code LimitNOFILE=} of a unit and {@code DefaultLimitNOFILE=} of system.conf: one limit for both kinds, or
 * {@code soft:hard} (systemd.exec(5), systemd 252). {@code systemctl show} prints the hard limit so, and the soft one
 * in a line {@code LimitNOFILESoft=} after it.
 */
record SystemdLimits(FoundLimits found) implements LimitFormat {

    @Override
    public Reading read(Line line) {
        String text = line.text();
        int equals = text.indexOf('=');
        if (equals < 0) {
            return isSection(text) ? Reading.PASSED_OVER : Reading.FOREIGN;
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        return switch (key) {
            case "LimitNOFILE", "DefaultLimitNOFILE" -> both(line, value);
            case "LimitNOFILESoft", "DefaultLimitNOFILESoft" -> soft(line, value);
            default -> isKey(key) ? Reading.PASSED_OVER : Reading.FOREIGN;
        };
    }

    private Reading both(Line line, String value) {
        if (value.isEmpty()) {
            return Reading.READ; // takes back what other files of the unit say
        }
        int colon = value.indexOf(':');
        return colon < 0
                ? found.addForProcess(line, value, value)
                : found.addForProcess(line, value.substring(0, colon), value.substring(colon + 1));
    }

    private Reading soft(Line line, String value) {
        found.forgetSoftBefore(line);
        return found.addForProcess(line, Kind.SOFT, value);
    }

    private static boolean isSection(String text) {
        return text.startsWith("[") && text.endsWith("]") && text.indexOf(' ') < 0;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
}
