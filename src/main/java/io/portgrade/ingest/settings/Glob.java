package io.portgrade.ingest.settings;

import java.util.BitSet;

/**
 * A pattern of setting names as in glob(7): {@code *}, {@code ?} and {@code […]} stand for characters of one part of
 * a name, never for the dot between two.
 *
 * <p>Matching reads the pattern once, forwards, and keeps the set of places in the name that it may have reached; it
 * never goes back.
 *
 * @param pattern in dotted form
 */
record Glob(String pattern) {

    static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    }

    boolean matches(String name) {
        BitSet reached = new BitSet(name.length() + 1);
        reached.set(0);
        int at = 0;
        while (at < pattern.length() && !reached.isEmpty()) {
            char c = pattern.charAt(at);
            int close = c == '[' ? closingBracket(at) : -1;
            if (c == '*') {
                at = lastStar(at);
                spread(reached, name);
            } else {
                advance(reached, name, at, close);
            }
            at = close < 0 ? at + 1 : close + 1;
        }
        return reached.get(name.length());
    }

    private int lastStar(int first) {
        int last = first;
        while (last + 1 < pattern.length() && pattern.charAt(last + 1) == '*') {
            last++;
        }
        return last;
    }

    /** Each reached place reaches those behind it, up to the next dot. */
    private static void spread(BitSet reached, String name) {
        for (int i = reached.nextSetBit(0); i >= 0 && i < name.length(); i = reached.nextSetBit(i + 1)) {
            if (name.charAt(i) != '.') {
                reached.set(i + 1);
            }
        }
    }

    private void advance(BitSet reached, String name, int at, int close) {
        for (int i = reached.previousSetBit(name.length()); i >= 0; i = reached.previousSetBit(i - 1)) {
            reached.clear(i);
            if (i < name.length() && accepts(name.charAt(i), at, close)) {
                reached.set(i + 1);
            }
        }
    }

    private boolean accepts(char c, int at, int close) {
        if (close >= 0) {
            return c != '.' && bracketAccepts(c, at + 1, close);
        }
        return pattern.charAt(at) == '?' ? c != '.' : c == pattern.charAt(at);
    }

    private boolean bracketAccepts(char c, int start, int close) {
        boolean negated = isNegation(pattern.charAt(start));
        boolean found = false;
        for (int i = negated ? start + 1 : start; i < close; i++) {
            char low = pattern.charAt(i);
            boolean range = i + 2 < close && pattern.charAt(i + 1) == '-';
            char high = range ? pattern.charAt(i + 2) : low;
            found |= low <= c && c <= high;
            i += range ? 2 : 0;
        }
        return found != negated;
    }

    /** The bracket that ends the set begun at a place; -1 when there is none and the opening one is literal. */
    private int closingBracket(int open) {
        int first = open + 1;
        if (first < pattern.length() && isNegation(pattern.charAt(first))) {
            first++;
        }
        return pattern.indexOf(']', first + 1);
    }

    private static boolean isNegation(char c) {
        return c == '!' || c == '^';
    }
}
