package io.portgrade.firewall.dialect.iptables;

import java.util.ArrayList;
import java.util.List;

/**
 * A line as words, split at blanks outside quotes.
 *
 * @param complete false when a quote is opened and not closed
 */
record Words(List<Word> list, boolean complete) {

    private static final String SEPARATORS = ";&|";

    Words {
        list = List.copyOf(list);
    }

    /** Splits a line of a dump, where a backslash has a meaning inside quotes only. */
    static Words ofDump(String line) {
        return new Splitter(line, false).words();
    }

    /** Splits a line typed into a shell: its separators are words of their own, its comments are left out. */
    static Words ofShell(String line) {
        return new Splitter(line, true).words();
    }

    static boolean isSeparator(Word word) {
        return !word.quoted()
                && !word.text().isEmpty()
                && SEPARATORS.indexOf(word.text().charAt(0)) >= 0;
    }

    private static final class Splitter {

        private final String line;
        private final boolean shell;
        private final List<Word> words = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int at;
        private boolean quoted;
        private boolean complete = true;

        Splitter(String line, boolean shell) {
            this.line = line;
            this.shell = shell;
        }

        Words words() {
            skipBlanks();
            while (at < line.length() && !(shell && line.charAt(at) == '#')) {
                if (isSeparatorHere()) {
                    separator();
                } else {
                    word();
                }
                skipBlanks();
            }
            return new Words(words, complete);
        }

        private void skipBlanks() {
            while (at < line.length() && isBlank(line.charAt(at))) {
                at++;
            }
        }

        private boolean isSeparatorHere() {
            return shell && SEPARATORS.indexOf(line.charAt(at)) >= 0;
        }

        private void separator() {
            int start = at;
            while (at < line.length() && isSeparatorHere()) {
                at++;
            }
            String separator = line.substring(start, at);
            words.add(new Word(separator, separator, false));
        }

        private void word() {
            int start = at;
            text.setLength(0);
            quoted = false;
            while (at < line.length() && !isBlank(line.charAt(at)) && !isSeparatorHere()) {
                char c = line.charAt(at++);
                if (c == '"' || c == '\'' && (shell || at == start + 1)) {
                    quotation(c);
                } else if (c == '\\' && shell && at < line.length()) {
                    text.append(line.charAt(at++));
                } else {
                    text.append(c);
                }
            }
            String written = line.substring(start, at);
            words.add(new Word(
                    !quoted && text.length() == written.length() ? written : text.toString(), written, quoted));
        }

        private void quotation(char quote) {
            quoted = true;
            while (at < line.length()) {
                char c = line.charAt(at++);
                if (c == quote) {
                    return;
                }
                text.append(c == '\\' && quote == '"' && at < line.length() ? line.charAt(at++) : c);
            }
            complete = false;
        }

        private static boolean isBlank(char c) {
            return c <= ' ' || c == '\u007F' || c == '\u00A0';
        }
    }
}
