package io.portgrade.render.html;

import io.portgrade.snapshot.PortRange;
import java.util.List;
import java.util.stream.Collectors;

/** Ports for a reader: ranges, and how many ports they are. */
final class PortText {

    private static final int MOST_RANGES = 12;

    private PortText() {}

    static String of(List<PortRange> ranges) {
        String listed =
                ranges.stream().limit(MOST_RANGES).map(PortRange::toString).collect(Collectors.joining(", "));
        int more = ranges.size() - MOST_RANGES;
        int ports = ranges.stream().mapToInt(PortRange::size).sum();
        return listed + (more > 0 ? " and " + Figures.grouped(more) + " more" : "") + " ("
                + Figures.counted(ports, "port") + ")";
    }
}
