package io.portgrade.fact;

import io.portgrade.firewall.Gap;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Usable ports from which packets of one path are lost, or may be.
 *
 * @param ports at least one
 */
public record LostPath(PathVerdict path, PortSet ports) {

    private static final int MOST_RANGES = 6;

    /** The gaps that these ports are in, ascending. */
    Stream<Gap> gaps() {
        return path.gaps().stream().filter(gap -> ports.sizeWithin(gap.ports()) > 0);
    }

    Gap firstGap() {
        return gaps().findFirst().orElseThrow();
    }

    /** {@code IPv4 tcp}, and where to if that is one place. */
    String name() {
        String any = familyName() + " " + path.protocol().id();
        return path.destination().equals("any") ? any : any + " to " + path.destination();
    }

    String familyName() {
        return "IPv" + path.family().name().toLowerCase(Locale.ROOT).substring(3);
    }

    /** {@code 1024-32767, 61001-65535}, the first few. */
    String portText() {
        return text(ports);
    }

    static String text(PortSet ports) {
        List<PortRange> ranges = ports.ranges();
        StringBuilder text = new StringBuilder();
        for (PortRange range : ranges.subList(0, Math.min(MOST_RANGES, ranges.size()))) {
            text.append(text.isEmpty() ? "" : ", ").append(range);
        }
        return ranges.size() > MOST_RANGES
                ? text + " and " + (ranges.size() - MOST_RANGES) + " ranges more"
                : text.toString();
    }
}
