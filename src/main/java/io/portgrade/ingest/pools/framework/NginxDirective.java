package io.portgrade.ingest.pools.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A directive of nginx's configuration, with a block behind it or a semicolon.
 *
 * @param words its name and arguments without quotes; never empty
 * @param line of its name, counted from 1
 */
record NginxDirective(List<String> words, int line) {

    NginxDirective {
        words = List.copyOf(words);
    }

    String name() {
        return words.get(0);
    }

    /** Empty text where there is no such argument. */
    String argument(int index) {
        return index + 1 < words.size() ? words.get(index + 1) : "";
    }

    /** The rest of the argument that begins so. */
    Optional<String> find(String prefix) {
        return words.stream()
                .filter(word -> word.startsWith(prefix))
                .findFirst()
                .map(word -> word.substring(prefix.length()));
    }

    /** Takes a text apart, whatever it is; a directive that the text ends in the middle of is left out. */
    static void read(String text, Consumer<NginxDirective> begin, Consumer<NginxDirective> directive, Runnable end) {
        Reader reader = new Reader(text);
        for (char stop = reader.next(); stop != Reader.END; stop = reader.next()) {
            Optional<NginxDirective> read = reader.take();
            if (stop == '}') {
                end.run();
            } else if (stop == '{') {
                begin.accept(read.orElse(new NginxDirective(List.of(""), reader.line)));
            } else {
                read.ifPresent(directive);
            }
        }
    }

    private static final class Reader {

        static final char END = '\0';

        private final String text;
        private final List<String> words = new ArrayList<>();
        private final StringBuilder word = new StringBuilder();
        private boolean inWord;
        private int position;
        private int line = 1;
        private int firstLine = 1;

        Reader(String text) {
            this.text = text;
        }

        Optional<NginxDirective> take() {
            Optional<NginxDirective> read =
                    words.isEmpty() ? Optional.empty() : Optional.of(new NginxDirective(words, firstLine));
            words.clear();
            return read;
        }

        /** Reads up to what ends a directive: a semicolon or a brace, or the text's own end. */
        char next() {
            while (position < text.length()) {
                char c = text.charAt(position++);
                switch (c) {
                    case ';', '{', '}' -> {
                        if (c != '{' || !inVariable()) {
                            endWord();
                            return c;
                        }
                        readVariable();
                    }
                    case ' ', '\t', '\r' -> endWord();
                    case '\n' -> {
                        endWord();
                        line++;
                    }
                    case '#' -> comment();
                    case '"', '\'' -> quoted(c);
                    case '\\' -> escaped();
                    default -> add(c);
                }
            }
            return END;
        }

        /** {@code ${name}} within a word. */
        private boolean inVariable() {
            return word.length() > 0 && word.charAt(word.length() - 1) == '$';
        }

        private void readVariable() {
            add('{');
            while (position < text.length() && text.charAt(position - 1) != '}' && text.charAt(position) != '\n') {
                add(text.charAt(position++));
            }
        }

        private void comment() {
            if (inWord) {
                add('#');
                return;
            }
            int newline = text.indexOf('\n', position);
            position = newline < 0 ? text.length() : newline;
        }

        private void quoted(char quote) {
            if (inWord) {
                add(quote);
                return;
            }
            begin();
            while (position < text.length()) {
                char c = text.charAt(position++);
                if (c == quote) {
                    break;
                }
                line += c == '\n' ? 1 : 0;
                if (c == '\\' && position < text.length()) {
                    c = text.charAt(position++);
                }
                word.append(c);
            }
            endWord();
        }

        private void escaped() {
            if (position < text.length() && text.charAt(position) != '\n') {
                add(text.charAt(position++));
            }
        }

        private void add(char c) {
            begin();
            word.append(c);
        }

        private void begin() {
            if (!inWord && words.isEmpty()) {
                firstLine = line;
            }
            inWord = true;
        }

        private void endWord() {
            if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
    }
}
