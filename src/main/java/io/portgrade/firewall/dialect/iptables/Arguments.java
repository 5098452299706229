package io.portgrade.firewall.dialect.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of a rule, taken one option at a time. */
final class Arguments {

    /** Options of one letter whose value may stand without a blank: {@code -ptcp}. */
    private static final String WITH_VALUE = "psdiojgmt";

    private static final Word NOTHING = new Word("", "", false);

    private final List<Word> words;
    private int at;
    private int start;
    private boolean negated;

    Arguments(List<Word> words) {
        this.words = separated(words);
    }

    /** Splits {@code --name=value} and {@code -nvalue}. */
    private static List<Word> separated(List<Word> words) {
        List<Word> separated = new ArrayList<>(words.size());
        for (Word word : words) {
            int end = endOfName(word.written());
            if (end > 0) {
                String name = word.written().substring(0, end);
                int from = word.text().charAt(end) == '=' ? end + 1 : end;
                separated.add(new Word(name, name, false));
                separated.add(
                        new Word(word.text().substring(from), word.written().substring(from), true));
            } else {
                separated.add(word);
            }
        }
        return separated;
    }

    private static int endOfName(String written) {
        if (written.startsWith("--")) {
            int equals = written.indexOf('=');
            int quote = written.indexOf('"');
            return quote >= 0 && quote < equals ? -1 : equals;
        }
        boolean joined = written.length() > 2
                && written.charAt(0) == '-'
                && WITH_VALUE.indexOf(written.charAt(1)) >= 0
                && "\"'".indexOf(written.charAt(2)) < 0;
        return joined ? 2 : -1;
    }

    boolean hasNext() {
        return at < words.size();
    }

    /** Takes the next option, and the {@code !} before it. */
    Word option() {
        start = at;
        negated = false;
        takeNegation();
        return take();
    }

    private Word take() {
        return hasNext() ? words.get(at++) : NOTHING;
    }

    private void takeNegation() {
        while (hasNext() && words.get(at).is("!")) {
            negated = !negated;
            at++;
        }
    }

    /** Whether the option that was taken is negated, by a {@code !} before it or before its value. */
    boolean isNegated() {
        return negated;
    }

    /** Takes the value of the option, with the {@code !} that old versions wrote before it; empty when an option follows. */
    Optional<String> value() {
        if (hasNext()
                && words.get(at).is("!")
                && at + 1 < words.size()
                && !words.get(at + 1).isOption()) {
            takeNegation();
        }
        return hasValue() ? Optional.of(take().text()) : Optional.empty();
    }

    private boolean hasValue() {
        return hasNext() && !words.get(at).isOption() && !words.get(at).is("!");
    }

    /** Takes what is left of the values of an option. */
    void values() {
        while (hasValue()) {
            at++;
        }
    }

    /** Whether the next option, negated or not, is one of these. */
    boolean isNext(Set<String> options) {
        int next = at;
        while (next < words.size() && words.get(next).is("!")) {
            next++;
        }
        return next < words.size()
                && !words.get(next).quoted()
                && options.contains(words.get(next).text());
    }

    /** Takes a word, whatever it is, into the option that was taken. */
    void swallow() {
        take();
    }

    int position() {
        return at;
    }

    /** What was taken since the last option, or since a position before. */
    String text() {
        return text(start);
    }

    String text(int from) {
        StringBuilder text = new StringBuilder();
        for (Word word : words.subList(from, at)) {
            text.append(text.length() == 0 ? "" : " ").append(word.written());
        }
        return text.toString();
    }
}
