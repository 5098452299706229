package io.portgrade.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what was meant by a name that does not exist. */
final class NearestName {

    private static final int MAX_LENGTH = 100;

    private NearestName() {}

    /** The name with the fewest letters to change; empty when there is none, or the wanted one is very long. */
    static Optional<String> of(String wanted, Collection<String> names) {
        return wanted.length() > MAX_LENGTH
                ? Optional.empty()
                : names.stream().min(Comparator.comparingInt(name -> distance(wanted, name)));
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
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
