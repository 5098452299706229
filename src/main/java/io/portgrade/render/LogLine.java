package io.portgrade.render;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/**
 * A line as it may stand in the log of a job of GitHub Actions: it does not begin with what the runner takes for a command,
 * and does not hold its older form, {@code ##[…]}, which acts anywhere. actions/runner, {@code ActionCommand.cs}.
 */
public final class LogLine {

    private static final String OLDER = "##[";
    private static final Pattern BEGINS = Pattern.compile("(?md)^([\\s\\p{Z}]*)::");

    private LogLine() {}

    /** A line of text that someone submitted, which does not act on a terminal either. */
    public static String visible(String line) {
        return harmless(VisibleText.line(line));
    }

    static String harmless(String line) {
        String harmless = withoutOlderCommands(line);
        int first = 0;
        while (first < harmless.length() && isBlank(harmless.charAt(first))) {
            first++;
        }
        return harmless.startsWith("::", first)
                ? harmless.substring(0, first) + "\\u003a" + harmless.substring(first + 1)
                : harmless;
    }

    /** For a part of a line, since these act wherever they stand. */
    static String withoutOlderCommands(String part) {
        return part.replace(OLDER, "#\\u0023[");
    }

    /** JSON on one line, whose strings mean the same: nothing else of it can act. */
    static byte[] inJson(byte[] json) {
        String bytes = new String(json, ISO_8859_1);
        return bytes.contains(OLDER) ? withoutOlderCommands(bytes).getBytes(ISO_8859_1) : json;
    }

    /** XML or HTML, whose text means the same: no tag can act. */
    public static String inMarkup(String markup) {
        String harmless = markup.replace(OLDER, "#&#35;[");
        return harmless.contains("::") ? BEGINS.matcher(harmless).replaceAll("$1&#58;:") : harmless;
    }

    /** What a log reader strips: more than spaces and tabs. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
