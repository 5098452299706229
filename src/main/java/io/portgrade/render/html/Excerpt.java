package io.portgrade.render.html;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Lines of one source that a finding rests on, ascending, among their neighbours as far as the text is known.
 *
 * @param leftOut pieces of evidence in this source that are not shown
 */
record Excerpt(String source, List<Line> lines, int leftOut) {

    private static final int MOST_EVIDENCE = 20;

    Excerpt {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param number empty where the source has no lines
     * @param text as submitted; where that is not known, what was read from it
     * @param evidence whether the finding rests on it, or it only stands near
     * @param apart whether lines between it and the one before are left out
     * @param readAs what was read from it where its text does not say so; else empty
     */
    record Line(String number, String text, boolean evidence, boolean apart, String readAs) {

        static Line read(Evidence evidence) {
            Integer number = evidence.line();
            return new Line(number == null ? "" : number.toString(), reading(evidence), true, false, "");
        }
    }

    /** A key whose value is the rule itself and not a setting's. */
    private static final String DECIDED_BY = "decidedBy";

    /** Each source once, in the order of its first evidence by line. */
    static List<Excerpt> of(List<Evidence> evidence, SourceLines texts) {
        List<Excerpt> excerpts = new ArrayList<>();
        bySource(evidence).forEach((source, pieces) -> {
            List<Evidence> shown = shown(pieces);
            List<Line> lines = new ArrayList<>(unknownLines(shown, texts));
            lines.addAll(knownLines(shown, texts));
            excerpts.add(new Excerpt(source, lines, pieces.size() - shown.size()));
        });
        return excerpts;
    }

    /** Where the lines that {@link #of} shows are to be looked up. */
    static List<SourceLocation> places(List<Evidence> evidence) {
        return bySource(evidence).values().stream()
                .flatMap(pieces -> shown(pieces).stream())
                .map(piece -> new SourceLocation(piece.source(), piece.line()))
                .toList();
    }

    private static Map<String, List<Evidence>> bySource(List<Evidence> evidence) {
        List<Evidence> inOrder = new ArrayList<>(evidence);
        inOrder.sort(Comparator.comparingInt(piece -> piece.line() == null ? 0 : piece.line()));
        Map<String, List<Evidence>> bySource = new LinkedHashMap<>();
        for (Evidence piece : inOrder) {
            bySource.computeIfAbsent(piece.source(), source -> new ArrayList<>())
                    .add(piece);
        }
        return bySource;
    }

    private static List<Evidence> shown(List<Evidence> evidence) {
        return evidence.size() <= MOST_EVIDENCE ? evidence : evidence.subList(0, MOST_EVIDENCE);
    }

    private static List<Line> unknownLines(List<Evidence> evidence, SourceLines texts) {
        return evidence.stream()
                .filter(piece -> texts.near(piece.source(), piece.line()).isEmpty())
                .map(Line::read)
                .toList();
    }

    private static List<Line> knownLines(List<Evidence> evidence, SourceLines texts) {
        NavigableMap<Integer, String> known = new TreeMap<>();
        evidence.forEach(piece -> known.putAll(texts.near(piece.source(), piece.line())));
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<Integer, String> line : known.entrySet()) {
            Integer number = line.getKey();
            List<Evidence> here = evidence.stream()
                    .filter(piece -> number.equals(piece.line()))
                    .toList();
            boolean apart = !lines.isEmpty() && !known.containsKey(number - 1);
            lines.add(new Line(
                    number.toString(), line.getValue(), !here.isEmpty(), apart, readAs(line.getValue(), here)));
        }
        return lines;
    }

    private static String readAs(String text, List<Evidence> evidence) {
        String dense = withoutBlanks(text);
        return evidence.stream()
                .filter(piece -> !dense.contains(withoutBlanks(piece.value())))
                .map(Excerpt::reading)
                .distinct()
                .reduce((first, second) -> first + ", " + second)
                .orElse("");
    }

    private static String reading(Evidence evidence) {
        return evidence.key().equals(DECIDED_BY) ? evidence.value() : evidence.key() + " = " + evidence.value();
    }

    private static String withoutBlanks(String text) {
        StringBuilder dense = new StringBuilder(text.length());
        text.chars().filter(c -> c != ' ' && c != '\t').forEach(c -> dense.append((char) c));
        return dense.toString();
    }
}
