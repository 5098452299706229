package io.portgrade.fact;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads ports as {@code ip_local_reserved_ports} takes them: {@code 8080,9000-9100}, no blank anywhere, empty for none.
 * {@code kernel/sysctl.c, v6.6}, proc_do_large_bitmap; measured on Linux 6.18.
 */
final class PortList {

    /** What a value must be, for a sentence. */
    static final String EXPECTED = "a list of ports as the kernel takes it, 8080,9000-9100 without blanks";

    private static final int MOST_SHOWN = 80;

    private PortList() {}

    /** A value of a setting as a sentence shows it: part of a long list would be taken for all of it. */
    static String inWords(String value) {
        return value.length() <= MOST_SHOWN
                ? value
                : "the " + parse(value).orElse(PortSet.empty()).size() + " ports that the command lists";
    }

    /** What the kernel makes of a list; empty where it refuses the whole of it. */
    static Optional<PortSet> parse(String text) {
        List<PortRange> ranges = new ArrayList<>();
        String left = text;
        while (!left.isEmpty()) {
            LinuxNumber low = port(left, "-,").orElse(null);
            LinuxNumber high = low == null || !low.rest().startsWith("-")
                    ? low
                    : port(low.rest().substring(1), ",").orElse(null);
            if (low == null || high == null || low.value() > high.value()) {
                return Optional.empty();
            }
            ranges.add(new PortRange((int) low.value(), (int) high.value()));
            left = high.rest().isEmpty() ? "" : high.rest().substring(1);
        }
        return Optional.of(PortSet.of(ranges));
    }

    private static Optional<LinuxNumber> port(String text, String followers) {
        return LinuxNumber.find(text, followers)
                .filter(number -> number.value() >= 0 && number.value() <= PortRange.MAX_PORT);
    }
}
