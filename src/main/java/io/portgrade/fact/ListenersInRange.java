package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;
import java.util.stream.Collectors;

/** The listening ports inside the ephemeral range that are not reserved, possibly none. */
public record ListenersInRange(PortSet ports, List<Evidence> evidence) {

    private static final int MOST_NAMED = 10;

    public ListenersInRange {
        evidence = List.copyOf(evidence);
    }

    /** For a sentence that goes on with what is lost to them: {@code Something listens on 40000, 50000-50003}. */
    public String description() {
        List<PortRange> ranges = ports.ranges();
        List<PortRange> named = ranges.subList(0, Math.min(MOST_NAMED, ranges.size()));
        int more = ports.size() - named.stream().mapToInt(PortRange::size).sum();
        return "Something listens on "
                + named.stream().map(PortRange::toString).collect(Collectors.joining(", "))
                + (more == 0 ? "" : " and " + Numerals.counted(more, "more port"));
    }

    public boolean isOne() {
        return ports.size() == 1;
    }

    public boolean isAny() {
        return !evidence.isEmpty();
    }
}
