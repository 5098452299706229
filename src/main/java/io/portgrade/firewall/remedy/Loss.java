package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortSet;
import java.util.Optional;

/**
 * Ports of one path from which one rule or policy drops one packet.
 *
 * @param ports those that are to be let through
 */
record Loss(PathVerdict path, Gap gap, PortSet ports) {

    static final String DISCOVERY = "neighbour";

    Decider decider() {
        return gap.decidedBy();
    }

    Family family() {
        return path.family();
    }

    IpProtocol protocol() {
        return path.protocol();
    }

    boolean isReply() {
        return path.direction() == PathKind.RETURN;
    }

    boolean isDiscovery() {
        return gap.packet().startsWith(DISCOVERY);
    }

    /** The declared destination's address; empty for any, and for a name. */
    Optional<IpAddress> address() {
        int colon = path.destination().lastIndexOf(':');
        return colon < 0 ? Optional.empty() : IpAddress.find(path.destination().substring(0, colon));
    }

    /** The declared destination's port; 0 for any. */
    int port() {
        int colon = path.destination().lastIndexOf(':');
        return colon < 0 ? 0 : Integer.parseInt(path.destination().substring(colon + 1));
    }

    /** Whether it is to a destination of which only the name is known. */
    boolean isToName() {
        return port() > 0 && address().isEmpty();
    }
}
