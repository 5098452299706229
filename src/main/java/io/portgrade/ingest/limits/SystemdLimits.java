package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import io.portgrade.snapshot.OpenFilesLimit.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code LimitNOFILE=} of a unit and {@code DefaultLimitNOFILE=} of system.conf: one limit for both kinds, or
 * {@code soft:hard} (systemd.exec(5), systemd 252). Of a unit and what is put over it the last counts, and an empty value
 * takes back what was said before. {@code systemctl show} prints the hard limit so, and the soft one in a line
 * {@code LimitNOFILESoft=} after it.
 */
final class SystemdLimits implements LimitFormat {

    /** Before the number of the line where a section begins of which nothing says what unit it is of. */
    private static final String SECTION = "[";

    /** In place of a unit, for what binds those that state no limit of their own. */
    private static final String DEFAULT = "/";

    private final FoundLimits found;
    private @Nullable String unit;
    private boolean unitSeen;
    private final List<String> sections = new ArrayList<>();

    SystemdLimits(FoundLimits found) {
        this.found = found;
    }

    @Override
    public Reading read(Line line) {
        if (UnitFile.isNamed(line)) {
            unit = UnitFile.unit(line.word(1), unit);
            return Reading.PASSED_OVER;
        }
        if (endsFiles(line)) {
            unit = null;
            return Reading.FOREIGN;
        }
        String text = line.text();
        int equals = text.indexOf('=');
        if (equals < 0) {
            return isSection(text) ? begin(line) : Reading.FOREIGN;
        }
        String key = text.substring(0, equals).strip();
        String value = text.substring(equals + 1).strip();
        return switch (key) {
            case "LimitNOFILE" -> ofUnit(both(line, value));
            case "LimitNOFILESoft" -> ofUnit(soft(line, value));
            case "DefaultLimitNOFILE" -> unitSeen ? Reading.READ : byDefault(line, value);
            case "DefaultLimitNOFILESoft" -> unitSeen ? Reading.READ : found.putSoftForUnit(line, DEFAULT, value);
            default -> isKey(key) ? Reading.PASSED_OVER : Reading.FOREIGN;
        };
    }

    private Reading begin(Line line) {
        if (unit == null || unit.startsWith(SECTION)) {
            unit = SECTION + line.number();
            sections.add(unit);
        }
        return Reading.PASSED_OVER;
    }

    /** The default does not bind the service whose unit was sent. */
    private Reading ofUnit(Reading reading) {
        if (reading == Reading.READ) {
            found.forgetUnit(DEFAULT);
            unitSeen = true;
        }
        return reading;
    }

    private Reading byDefault(Line line, String value) {
        if (value.isEmpty()) {
            found.forgetUnit(DEFAULT);
            return Reading.READ;
        }
        return found.putForUnit(line, DEFAULT, softOf(value), hardOf(value));
    }

    private Reading both(Line line, String value) {
        if (value.isEmpty()) {
            takeBack();
            return Reading.READ;
        }
        return unit == null
                ? found.addForProcess(line, softOf(value), hardOf(value))
                : found.putForUnit(line, unit, softOf(value), hardOf(value));
    }

    private static String softOf(String value) {
        int colon = value.indexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    private static String hardOf(String value) {
        return value.substring(value.indexOf(':') + 1);
    }

    /** Where files are not named, an empty value shows that they are of one unit. */
    private void takeBack() {
        if (unit != null && unit.startsWith(SECTION)) {
            sections.forEach(found::forgetUnit);
            sections.clear();
            sections.add(unit);
        } else if (unit != null) {
            found.forgetUnit(unit);
        }
    }

    private Reading soft(Line line, String value) {
        if (unit != null) {
            return found.putSoftForUnit(line, unit, value);
        }
        found.forgetSoftBefore(line);
        return found.addForProcess(line, Kind.SOFT, value);
    }

    /** Comments look like the prompt of root. */
    private static boolean endsFiles(Line line) {
        return line.isPrompt()
                && line.word(0).indexOf('=') < 0
                && (!line.word(0).startsWith("#")
                        || line.word(1).equals("systemctl")
                        || line.word(1).equals("cat"));
    }

    private static boolean isSection(String text) {
        return text.startsWith("[") && text.endsWith("]") && text.indexOf(' ') < 0;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }
}
