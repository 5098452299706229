package io.portgrade.engine;

import java.util.regex.Pattern;

/**
 * The text of a rule file, and the same with comments or literals turned into blanks, so that it can be searched and
 * every character keeps its place.
 */
public record DrlText(String text) {

    private static final String COMMENT = "//[^\n]*|/\\*[\\s\\S]*?\\*/";
    private static final String LITERAL = "\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*'";
    private static final Pattern EITHER = Pattern.compile(COMMENT + "|" + LITERAL);

    /** Without comments; literals stay. */
    public String uncommented() {
        return EITHER.matcher(text).replaceAll(found -> found.group().startsWith("/") ? blank(found.group()) : "$0");
    }

    /** Without comments and without what stands between quotes. */
    public String code() {
        return EITHER.matcher(text).replaceAll(found -> blank(found.group()));
    }

    /** Counted from 1. */
    public int lineAt(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private static String blank(String found) {
        return found.replaceAll("[^\n\"']", " ");
    }
}
