package io.portgrade.render.html;

import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.SourceText;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lines of submitted texts around places that are to be shown: those and no others are kept, each up to
 * {@value #MOST_CHARACTERS} characters.
 */
final class SourceLines {

    /** Lines that are shown before a place, and after it. */
    static final int NEIGHBOURS = 2;

    private static final int MOST_CHARACTERS = 400;

    private final Map<String, NavigableMap<Integer, String>> bySource = new HashMap<>();

    private SourceLines() {}

    /** Of two texts with the same source none is read: it is not known which of them a place means. */
    static SourceLines around(Collection<SourceLocation> places, Collection<SourceText> texts) {
        Map<String, SortedSet<Integer>> wanted = new HashMap<>();
        for (SourceLocation place : places) {
            if (place.line() != null) {
                SortedSet<Integer> numbers = wanted.computeIfAbsent(place.source(), source -> new TreeSet<>());
                for (int near = -NEIGHBOURS; near <= NEIGHBOURS; near++) {
                    numbers.add(place.line() + near);
                }
            }
        }
        Map<String, Integer> named = new HashMap<>();
        texts.forEach(text -> named.merge(text.source(), 1, Integer::sum));
        SourceLines lines = new SourceLines();
        for (SourceText text : texts) {
            SortedSet<Integer> numbers = wanted.get(text.source());
            if (numbers != null && named.getOrDefault(text.source(), 0) == 1) {
                lines.bySource.put(text.source(), read(text, numbers));
            }
        }
        return lines;
    }

    private static NavigableMap<Integer, String> read(SourceText source, SortedSet<Integer> numbers) {
        String text = SubmittedText.of(source.text(), source.source()).text();
        NavigableMap<Integer, String> lines = new TreeMap<>();
        int last = numbers.last();
        int start = 0;
        for (int number = 1; number <= last && start < text.length(); number++) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            if (numbers.contains(number)) {
                lines.put(number, shortened(text, start, end));
            }
            start = end + 1;
        }
        return lines;
    }

    private static String shortened(String text, int start, int end) {
        if (end - start <= MOST_CHARACTERS) {
            return text.substring(start, end);
        }
        int cut = start + MOST_CHARACTERS;
        return text.substring(start, Character.isHighSurrogate(text.charAt(cut - 1)) ? cut - 1 : cut) + "\u2026";
    }

    /** The place's line and its neighbours by number; none when its text is not known. */
    NavigableMap<Integer, String> near(String source, @Nullable Integer line) {
        NavigableMap<Integer, String> lines = bySource.get(source);
        return line == null || lines == null || !lines.containsKey(line)
                ? Collections.emptyNavigableMap()
                : lines.subMap(line - NEIGHBOURS, true, line + NEIGHBOURS, true);
    }
}
