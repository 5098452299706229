package io.portgrade.ingest.settings;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code sysctl -a} on Linux, FreeBSD or macOS, or a fragment of a sysctl.conf.
 *
 * <p>A line as the tool prints it costs two vectorised searches and one question to the key table; only wanted settings
 * and lines of another shape are looked at more closely. Time is linear in the text, whatever it holds.
 */
final class SysctlText {

    private static final int LONG_LINE = 240;

    private final String text;
    private final SettingKeyTable keys;
    private final Reading reading;
    private final boolean oneLine;
    private int line;
    private int nextBlank = -1;
    private boolean severalLinesAValue;
    private @Nullable OperatingSystem system;

    private SysctlText(String text, String source, SettingKeyTable keys) {
        this.text = text;
        this.keys = keys;
        this.reading = new Reading(source);
        int newline = text.indexOf('\n');
        this.oneLine = newline < 0 || newline == text.length() - 1;
    }

    /** @param text as {@link io.portgrade.ingest.text.SubmittedText} leaves it */
    static ParsedSettings parse(String text, String source, SettingKeyTable keys) {
        return new SysctlText(text, source, keys).read();
    }

    private ParsedSettings read() {
        int length = text.length();
        int start = 0;
        int printed = 0;
        while (start < length) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? length : newline;
            line++;
            int keyEnd = oneLine || end - start > LONG_LINE ? -1 : printedKeyEnd(start, end);
            if (keyEnd < 0) {
                readOther(text.substring(start, end), newline < 0);
            } else {
                printed++;
                readPrinted(start, keyEnd, end);
            }
            start = end + 1;
        }
        reading.recognised(printed);
        return reading.finish(system);
    }

    /** Where the key of {@code key = value} or {@code key: value} ends; -1 when the line is none of these. */
    private int printedKeyEnd(int start, int end) {
        if (nextBlank < start) {
            int blank = text.indexOf(' ', start);
            nextBlank = blank < 0 ? Integer.MAX_VALUE : blank;
        }
        int blank = nextBlank;
        if (blank >= end || blank - start < 3 || !isLower(text.charAt(start))) {
            return -1;
        }
        int keyEnd;
        if (blank + 1 < end && text.charAt(blank + 1) == '=') {
            keyEnd = blank;
        } else if (text.charAt(blank - 1) == ':') {
            keyEnd = blank - 1;
        } else {
            return -1;
        }
        return isDotted(start, keyEnd) ? keyEnd : -1;
    }

    private void readPrinted(int start, int keyEnd, int end) {
        boolean colon = text.charAt(keyEnd) == ':';
        severalLinesAValue = colon;
        if (system == null) {
            system = SystemMarks.at(text, start);
        }
        String key = keys.lookUp(text, start, keyEnd);
        if (key == null) {
            return;
        }
        String value =
                text.substring(Math.min(end, keyEnd + (colon ? 1 : 2)), end).strip();
        if (value.isEmpty() && end == text.length()) {
            reading.unreadable(line, "the text ends before the value of " + key + ": was it cut off?");
        } else if (value.indexOf('=') < 0 || !readJoined(text.substring(start, end))) {
            keep(key, value);
        }
    }

    private void keep(String key, String value) {
        reading.setting(key, value, line);
        if (key.equals(SettingKeys.BSD_OSTYPE)) {
            system = SystemMarks.ofType(value);
        }
    }

    private void readOther(String raw, boolean last) {
        String content = raw.strip();
        if (content.isEmpty() || content.charAt(0) == '#' || content.charAt(0) == ';') {
            return;
        }
        if (SysctlComplaint.isComplaint(content)) {
            readComplaint(content);
        } else if (!((oneLine || content.length() > LONG_LINE) && readJoined(content))) {
            Assignment.find(content).ifPresentOrElse(this::readAssignment, () -> readUnknown(content, last));
        }
    }

    private boolean readJoined(String content) {
        if (!JoinedSettings.read(keys, reading, content, line)) {
            return false;
        }
        if (system == null) {
            system = SystemMarks.at(content, 0);
        }
        return true;
    }

    private void readAssignment(Assignment assignment) {
        reading.recognised(1);
        if (system == null) {
            system = SystemMarks.at(assignment.key(), 0);
        }
        severalLinesAValue = assignment.colon() || isBsd();
        if (keys.contains(assignment.key())) {
            keep(assignment.key(), assignment.value());
        }
    }

    private void readComplaint(String content) {
        SysctlComplaint complaint = SysctlComplaint.find(content).orElse(null);
        if (complaint == null || complaint.reason() == SysctlComplaint.Reason.OTHER) {
            reading.unreadable(line, "sysctl reported an error: " + Excerpt.of(content));
        } else if (complaint.reason() == SysctlComplaint.Reason.DENIED && keys.contains(complaint.key())) {
            reading.denied(complaint.key(), line);
        }
    }

    private void readUnknown(String content, boolean last) {
        if (severalLinesAValue || ShellPrompt.isPrompt(content)) {
            return;
        }
        int blank = content.indexOf(' ');
        String word = blank < 0 ? content : content.substring(0, blank);
        if (!SettingName.isName(word)) {
            reading.unreadable(line, "not a setting: " + Excerpt.of(content));
        } else if (last && blank < 0) {
            reading.unreadable(line, "the text ends inside a setting: was it cut off? " + Excerpt.of(content));
        } else {
            reading.unreadable(line, "no \"=\" between key and value: " + Excerpt.of(content));
        }
    }

    private boolean isBsd() {
        return system == OperatingSystem.FREEBSD || system == OperatingSystem.MACOS;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** Whether a name's first separator is a dot; looks first where most names have it. */
    private boolean isDotted(int start, int end) {
        if (end - start > 4 && text.charAt(start + 3) == '.') {
            return true;
        }
        for (int i = start + 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.' || c == '/') {
                return c == '.' && i + 1 < end;
            }
        }
        return false;
    }
}
