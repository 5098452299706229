package io.portgrade.firewall.dialect.pf;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into statements: one a line, but for lines that end with a backslash and for lists in braces and
 * texts in quotes that go over several lines ({@code pf.conf(5), OpenBSD 7.5}). Leaves out comments, what {@code pfctl -v} adds, and those parts of
 * {@code pfctl -sa} that hold no rules.
 */
final class Statements {

    private final String text;
    private final List<Statement> found = new ArrayList<>();
    private final StringBuilder buffer = new StringBuilder();
    private int position;
    private int line = 1;
    private int first = 1;
    private int braces;
    private boolean quoted;
    private boolean passedOver;

    private Statements(String text) {
        this.text = text;
    }

    static List<Statement> of(String text) {
        Statements statements = new Statements(text);
        while (statements.position < text.length()) {
            statements.next();
        }
        statements.end();
        return statements.found;
    }

    private void next() {
        char c = text.charAt(position++);
        if (c == '\n') {
            newline();
        } else if (c == '\\' && position < text.length() && text.charAt(position) == '\n') {
            position++;
            line++;
            blank();
        } else if (c == '#' && !quoted) {
            while (position < text.length() && text.charAt(position) != '\n') {
                position++;
            }
        } else {
            append(c);
        }
    }

    private void newline() {
        line++;
        if (quoted || braces > 0 && !opensAnchor()) {
            blank();
        } else {
            end();
        }
    }

    private void append(char c) {
        if (buffer.isEmpty()) {
            first = line;
        }
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == '{') {
            braces++;
        } else if (!quoted && c == '}') {
            braces = Math.max(0, braces - 1);
        }
        if (c > ' ') {
            buffer.append(c);
        } else {
            blank();
        }
    }

    /** One for many, but in quotes. */
    private void blank() {
        boolean repeated = buffer.isEmpty() || buffer.charAt(buffer.length() - 1) == ' ';
        if (quoted || !repeated) {
            buffer.append(' ');
        }
    }

    /** Whether the last brace begins the rules of an anchor, and not a list. */
    private boolean opensAnchor() {
        int last = buffer.length() - 1;
        while (last >= 0 && buffer.charAt(last) == ' ') {
            last--;
        }
        return braces == 1 && last >= 0 && buffer.charAt(last) == '{' && Statement.startsWithAnchor(buffer);
    }

    private void end() {
        boolean broken = quoted || braces > 0 && !opensAnchor();
        String statement = withoutNumber(buffer.toString().strip());
        buffer.setLength(0);
        braces = 0;
        quoted = false;
        if (isHeading(statement)) {
            passedOver = !statement.equals("FILTER RULES:") && !statement.equals("TRANSLATION RULES:");
        } else if (!statement.isEmpty() && !passedOver && !isRemark(statement)) {
            found.add(new Statement(first, statement, broken));
        }
    }

    /** {@code pfctl -vv} puts {@code @0} before each rule. */
    private static String withoutNumber(String statement) {
        int blank = statement.indexOf(' ');
        return statement.startsWith("@") && blank > 0
                ? statement.substring(blank).strip()
                : statement;
    }

    private static boolean isHeading(String statement) {
        return statement.endsWith(":") && statement.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == ' ' || c == ':');
    }

    /** Counters, and what FreeBSD and macOS say about ALTQ: below the rules, where no queue has a heading. */
    private static boolean isRemark(String statement) {
        return statement.startsWith("[ ")
                || statement.startsWith("No ALTQ")
                || statement.startsWith("ALTQ related")
                || statement.equals("No queue in use");
    }
}
