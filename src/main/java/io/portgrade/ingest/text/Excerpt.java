package io.portgrade.ingest.text;

/** Submitted text as messages quote it: in double quotes, at most 80 characters, control characters escaped. */
public final class Excerpt {

    private static final int MAX_LENGTH = 80;

    private Excerpt() {}

    public static String of(String text) {
        return '"' + unquoted(text) + '"';
    }

    /** The same without the quotes. */
    public static String unquoted(String text) {
        int start = 0;
        while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        int end = Math.min(text.length(), start + MAX_LENGTH);
        StringBuilder quoted = new StringBuilder(end - start + 1);
        for (int i = start; i < end; i++) {
            append(quoted, text.charAt(i));
        }
        return quoted.append(end < text.length() ? "…" : "").toString();
    }

    private static void append(StringBuilder quoted, char c) {
        if (c == '\t') {
            quoted.append("\\t");
        } else if (Character.isISOControl(c) || isInvisible(c)) {
            quoted.append("\\u").append(String.format("%04x", (int) c));
        } else {
            quoted.append(c);
        }
    }

    /** Surrogates too: a quotation may be cut between the two of a pair. */
    private static boolean isInvisible(char c) {
        return c > '~' && (Character.isSurrogate(c) || Character.getType(c) == Character.FORMAT);
    }
}
