package io.portgrade.firewall.dialect.pf;

import java.util.ArrayList;
import java.util.List;

/** The words and signs of a statement, read one after the other; commas are left out. */
final class Tokens {

    private static final String SIGNS = "{}()!=<>";

    private final List<String> tokens = new ArrayList<>();
    private int next;

    Tokens(String text) {
        int position = 0;
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c <= ' ' || c == ',') {
                position++;
            } else {
                int end = c == '"' ? quoteEnd(text, position) : end(text, position);
                tokens.add(c == '"' ? text.substring(position, end).replace("\"", "") : text.substring(position, end));
                position = end;
            }
        }
    }

    private static int quoteEnd(String text, int from) {
        int end = text.indexOf('"', from + 1);
        return end < 0 ? text.length() : end + 1;
    }

    private static int end(String text, int from) {
        char c = text.charAt(from);
        char following = from + 1 < text.length() ? text.charAt(from + 1) : ' ';
        if (c == '<' && isName(following)) {
            int end = from + 1;
            while (end < text.length() && isName(text.charAt(end))) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '>') {
                return end + 1;
            }
        }
        if (SIGNS.indexOf(c) >= 0) {
            boolean pair = following == '=' && "!<>".indexOf(c) >= 0
                    || c == '<' && following == '>'
                    || c == '>' && following == '<';
            return from + (pair ? 2 : 1);
        }
        int end = from;
        while (end < text.length() && isWord(text, end)) {
            end++;
        }
        return Math.max(end, from + 1);
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }

    private static boolean isWord(String text, int at) {
        char c = text.charAt(at);
        boolean arrow = c == '>' && text.charAt(at - (at > 0 ? 1 : 0)) == '-';
        return c > ' ' && c != ',' && c != '"' && (arrow || SIGNS.indexOf(c) < 0);
    }

    boolean hasNext() {
        return next < tokens.size();
    }

    /** The next one, which stays the next; empty at the end. */
    String peek() {
        return hasNext() ? tokens.get(next) : "";
    }

    /** Empty at the end. */
    String take() {
        return hasNext() ? tokens.get(next++) : "";
    }

    /** Takes the next one if it is this. */
    boolean take(String expected) {
        boolean is = peek().equals(expected);
        next += is ? 1 : 0;
        return is;
    }

    /** Whether no value stands here: the statement ends, or a list has nothing in it. */
    boolean lackValue() {
        boolean empty = peek().equals("{")
                && next + 1 < tokens.size()
                && tokens.get(next + 1).equals("}");
        return !hasNext() || empty;
    }

    /** Takes one, or all of a group in braces or parentheses; what was in it, or the one. */
    List<String> takeGroup() {
        int start = next;
        String first = take();
        if (!first.equals("{") && !first.equals("(")) {
            return first.isEmpty() ? List.of() : List.of(first);
        }
        int depth = 1;
        while (hasNext() && depth > 0) {
            String token = take();
            depth += token.equals("{") || token.equals("(") ? 1 : 0;
            depth -= token.equals("}") || token.equals(")") ? 1 : 0;
        }
        return List.copyOf(tokens.subList(start + 1, Math.max(start + 1, next - (depth == 0 ? 1 : 0))));
    }

    /** Leaves out the last one. */
    Tokens withoutLast() {
        if (hasNext()) {
            tokens.remove(tokens.size() - 1);
        }
        return this;
    }

    /** What is left, as text. */
    String rest() {
        String rest = String.join(" ", tokens.subList(next, tokens.size()));
        next = tokens.size();
        return rest;
    }
}
