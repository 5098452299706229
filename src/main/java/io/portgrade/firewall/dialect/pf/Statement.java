package io.portgrade.firewall.dialect.pf;

import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;

/**
 * A rule, a definition or an option, put together from its lines.
 *
 * @param line its first, counted from 1
 * @param text on one line, without comments
 * @param broken whether a quote or a brace in it is never closed
 */
record Statement(int line, String text, boolean broken) {

    /** Ends with the brace that opens the rules of an anchor. */
    boolean opensBlock() {
        return text.endsWith("{") && startsWithAnchor(text);
    }

    boolean closesBlock() {
        return text.equals("}");
    }

    /** Of {@code root@bsd:~ # pfctl} a comment takes all but the beginning. */
    boolean isPrompt() {
        for (Line own : new Lines(text)) {
            return own.isPrompt() || own.size() == 1 && text.indexOf('@') > 0;
        }
        return false;
    }

    static boolean startsWithAnchor(CharSequence text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return text.subSequence(start, Math.min(text.length(), start + 6))
                .toString()
                .equals("anchor");
    }
}
