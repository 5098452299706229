package io.portgrade.ingest.text;

import java.util.List;

/** Names in a sentence: the first few of them, and how many more there are. */
public final class FirstFew {

    private FirstFew() {}

    /** {@code a, b and 3 more}. */
    public static String of(List<String> names, int most) {
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
    }
}
