package io.portgrade.fact;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * Reads ports as {@code ip_local_reserved_ports} takes them: {@code 8080,9000-9100}, blanks allowed, empty for none.
 * {@code kernel/sysctl.c, v6.6}, proc_do_large_bitmap.
 */
final class PortList {

    private static final int MOST_SHOWN = 80;

    private PortList() {}

    /** A value of a setting as a sentence shows it: part of a long list would be taken for all of it. */
    static String inWords(String value) {
        return value.length() <= MOST_SHOWN
                ? value
                : "the " + parse(value).orElse(PortSet.empty()).size() + " ports that the command lists";
    }

    static Optional<PortSet> parse(String text) {
        List<PortRange> ranges = new ArrayList<>();
        StringTokenizer parts = new StringTokenizer(text, ", \t");
        while (parts.hasMoreTokens()) {
            String part = parts.nextToken();
            int dash = part.indexOf('-');
            Optional<Integer> low = port(dash < 0 ? part : part.substring(0, dash));
            Optional<Integer> high = dash < 0 ? low : port(part.substring(dash + 1));
            if (low.isEmpty() || high.isEmpty() || low.get() > high.get()) {
                return Optional.empty();
            }
            ranges.add(new PortRange(low.get(), high.get()));
        }
        return Optional.of(PortSet.of(ranges));
    }

    private static Optional<Integer> port(String text) {
        return Numbers.parse(text)
                .filter(value -> value >= 0 && value <= PortRange.MAX_PORT)
                .map(Long::intValue);
    }
}
