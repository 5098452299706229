package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the firewalls do to one kind of packets, for every port of the ephemeral range, reserved ones included.
 *
 * @param destination {@code any}, or as declared; of {@code new-inbound} it is the source
 * @param allowed ports whose packets certainly pass
 * @param blocked ports whose packets certainly do not
 * @param unknown the rest
 * @param gaps ascending; of ports that are blocked or unknown
 * @param gapsOmitted how many more gaps there are; null when none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FirewallPath(
        Family family,
        IpProtocol protocol,
        PathKind direction,
        String destination,
        List<PortRange> allowed,
        List<PortRange> blocked,
        List<PortRange> unknown,
        List<FirewallGap> gaps,
        @Nullable Integer gapsOmitted) {

    public FirewallPath {
        allowed = List.copyOf(allowed);
        blocked = List.copyOf(blocked);
        unknown = List.copyOf(unknown);
        gaps = List.copyOf(gaps);
    }
}
