package io.portgrade.ingest.text;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** The diagnostics of one source: the first {@value #LIMIT} in full, and how many there were beyond them. */
public final class DiagnosticLog {

    public static final int LIMIT = 100;

    private static final int QUOTED_CHARACTERS = 80;

    private final String source;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int more;

    public DiagnosticLog(String source) {
        this.source = source;
    }

    /**
     * Notes what is wrong with a line, which is quoted after the message.
     *
     * @param message what is wrong and, where there is one, the remedy
     */
    public void add(Line line, String message) {
        if (diagnostics.size() == LIMIT) {
            more++;
            return;
        }
        SourceLocation place = SourceLocation.of(source, line.number());
        diagnostics.add(Diagnostic.at(place, message + ": " + quote(line.text())));
    }

    /** In the order of notes; the last says how many were left out, when any were. */
    public List<Diagnostic> toList() {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        if (more > 0) {
            all.add(new Diagnostic(source, null, "more lines like these: " + more));
        }
        return List.copyOf(all);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int position = 0;
        while (position < text.length() && quoted.length() < QUOTED_CHARACTERS) {
            int codePoint = text.codePointAt(position);
            position += Character.charCount(codePoint);
            if (isPrintable(codePoint)) {
                quoted.appendCodePoint(codePoint);
            } else {
                quoted.append(String.format("\\u%04x", codePoint));
            }
        }
        return quoted.append(position < text.length() ? "…\"" : "\"").toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
