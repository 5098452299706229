package io.portgrade.fact;

import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/**
 * What the host's firewalls do to the packets of its ephemeral ports.
 *
 * @param range the ephemeral range, reserved ports included
 * @param assumed whether it is the system's default, because none was submitted that the system would accept
 * @param usable E: the ports of the range that are neither reserved nor listened on
 * @param verdicts for all ports there are
 */
public record FirewallTraffic(PortRange range, boolean assumed, PortSet usable, List<PathVerdict> verdicts) {

    public FirewallTraffic {
        verdicts = List.copyOf(verdicts);
    }
}
