package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.dialect.reading.NumberNames;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Ports as numbers or names of services, alone, as ranges and as lists of both. */
final class PortNames {

    private PortNames() {}

    /** One port. */
    static OptionalInt find(String text) {
        return NumberNames.port(Numbers.decimal(text.toLowerCase(Locale.ROOT)));
    }

    /**
     * A port or a range whose ends may be left open, {@code 1024:}.
     *
     * @param separator of the ends of a range
     * @return empty for a name that is not known, a port over 65535, ends that are reversed
     */
    static Optional<PortRange> findRange(String text, char separator) {
        int middle = text.indexOf(separator);
        if (middle < 0) {
            OptionalInt port = find(text);
            return port.isEmpty() ? Optional.empty() : Optional.of(new PortRange(port.getAsInt(), port.getAsInt()));
        }
        OptionalInt low = middle == 0 ? OptionalInt.of(0) : find(text.substring(0, middle));
        String end = text.substring(middle + 1);
        OptionalInt high = end.isEmpty() ? OptionalInt.of(PortRange.MAX_PORT) : find(end);
        if (low.isEmpty() || high.isEmpty() || low.getAsInt() > high.getAsInt()) {
            return Optional.empty();
        }
        return Optional.of(new PortRange(low.getAsInt(), high.getAsInt()));
    }

    /** A list of ports and ranges {@code a:b}, as long as the line is. */
    static Optional<PortRanges> findList(String text) {
        List<PortRange> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Optional<PortRange> range = findRange(part, ':');
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(PortRanges.of(ranges));
    }
}
