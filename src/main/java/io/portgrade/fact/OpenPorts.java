package io.portgrade.fact;

import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortSet;

/**
 * Which usable ports a path leaves open. Of TCP the listeners are known when sockets were sent; where they are not, a narrow
 * opening is taken for a service's.
 *
 * @param widestService the most ports in a row that are taken for one
 */
record OpenPorts(PortSet usable, boolean listenersKnown, int widestService) {

    PortSet of(PathVerdict path) {
        PortSet open = path.allowed().union(path.disputed()).intersect(usable);
        return listenersKnown && path.protocol() == IpProtocol.TCP ? open : wide(open);
    }

    /** Those of wide openings that rules make which are not fully understood; a narrow one is taken for a service's. */
    PortSet uncertain(PathVerdict path) {
        return wide(path.doubtful().intersect(usable));
    }

    private PortSet wide(PortSet open) {
        return PortSet.of(open.ranges().stream()
                .filter(range -> range.size() > widestService)
                .toList());
    }
}
