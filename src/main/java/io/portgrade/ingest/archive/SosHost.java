package io.portgrade.ingest.archive;

import io.portgrade.ingest.AuditRequest.SubmittedHost;
import io.portgrade.ingest.text.Line;
import io.portgrade.ingest.text.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who a report is about, as its own commands printed it. */
final class SosHost {

    private static final int MAX_WORD_LENGTH = 255;

    /** A host of containers has a few hundred. */
    private static final int MAX_ADDRESSES = 1_000;

    private SosHost() {}

    /**
     * @param uname as {@code uname -a} prints it: system, name, release and more
     * @param addresses as {@code ip -o addr} prints them, one a line
     */
    static SubmittedHost of(Optional<String> hostname, Optional<String> uname, Optional<String> addresses) {
        String name = hostname.flatMap(text -> word(text, 0)).orElse(null);
        return new SubmittedHost(
                name == null ? uname.flatMap(text -> word(text, 1)).orElse(null) : name,
                uname.flatMap(text -> word(text, 0)).filter("Linux"::equals).isPresent() ? "linux" : null,
                uname.flatMap(text -> word(text, 2)).orElse(null),
                Map.of(),
                addresses.map(SosHost::addresses).orElse(List.of()),
                null);
    }

    /** Of the first line; empty when there is none, or it can be no name. */
    private static Optional<String> word(String text, int index) {
        for (Line line : new Lines(text)) {
            if (!line.isBlank()) {
                String word = line.word(index);
                boolean usable = !word.isEmpty()
                        && word.length() <= MAX_WORD_LENGTH
                        && word.chars().noneMatch(Character::isISOControl);
                return usable ? Optional.of(word) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Those that others can reach: not of the loopback, nor of a link alone. */
    private static List<@Nullable String> addresses(String text) {
        List<@Nullable String> addresses = new ArrayList<>();
        for (Line line : new Lines(text)) {
            boolean address = line.word(2).equals("inet") || line.word(2).equals("inet6");
            if (address && isGlobal(line) && addresses.size() < MAX_ADDRESSES) {
                addresses.add(line.word(3));
            }
        }
        return addresses;
    }

    private static boolean isGlobal(Line line) {
        for (int i = 4; i < line.size(); i++) {
            if (line.word(i).equals("scope")) {
                return line.word(i + 1).equals("global");
            }
        }
        return false;
    }
}
