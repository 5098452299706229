package io.portgrade.render;

/**
 * A line as it may stand in the log of a job of GitHub Actions: it does not begin with what the runner takes for a command,
 * and does not hold its older form, {@code ##[…]}, which acts anywhere. actions/runner, {@code ActionCommand.cs}.
 */
public final class LogLine {

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
        return part.replace("##[", "#\\u0023[");
    }

    /** What a log reader strips: more than spaces and tabs. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
