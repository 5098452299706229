package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/**
 * What the firewalls do to one kind of packets between the host and one destination, for every port of the host.
 *
 * @param destination {@code any}, or as {@link io.portgrade.snapshot.Destination} writes it
 * @param allowed ports whose packets certainly pass
 * @param blocked ports whose packets certainly do not
 * @param unknown the rest
 * @param disputed those unknown ones whose packets pass but for a few sources that the rules name
 * @param doubtful those unknown ones whose packets may pass and may not from the mass of sources
 * @param gaps ascending; of ports that are blocked or unknown
 */
public record PathVerdict(
        Family family,
        IpProtocol protocol,
        PathKind direction,
        String destination,
        PortSet allowed,
        PortSet blocked,
        PortSet unknown,
        PortSet disputed,
        PortSet doubtful,
        List<Gap> gaps) {

    public PathVerdict {
        gaps = List.copyOf(gaps);
    }

    /** Which path it is about, and no more: gaps may be thousands, and whoever logs a fact writes it. */
    @Override
    public String toString() {
        return family.id() + " " + protocol.id() + " " + direction.id() + " " + destination;
    }

    /** The gaps inside a range of ports, cut to it. */
    public List<Gap> gapsWithin(PortRange range) {
        return gaps.stream()
                .filter(gap -> gap.meets(range))
                .map(gap -> gap.within(range))
                .toList();
    }
}
