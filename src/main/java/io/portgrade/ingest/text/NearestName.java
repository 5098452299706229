package io.portgrade.ingest.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Guesses what was meant by a name that does not exist. */
public final class NearestName {

    private static final int MAX_LENGTH = 100;

    private NearestName() {}

    /** The name with the fewest letters to change; empty when there is none, or the wanted one is very long. */
    public static Optional<String> of(String wanted, Collection<String> names) {
        return wanted.length() > MAX_LENGTH
                ? Optional.empty()
                : names.stream().min(Comparator.comparingInt(name -> distance(wanted, name)));
    }

    /** All names, the one with the fewest letters to change first; as they came when the wanted one is very long. */
    public static List<String> nearestFirst(String wanted, Collection<String> names) {
        return wanted.length() > MAX_LENGTH
                ? List.copyOf(names)
                : names.stream()
                        .sorted(Comparator.comparingInt(name -> distance(wanted, name)))
                        .toList();
    }

    /** Levenshtein's, of letters to add, to leave out or to replace. */
    public static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
