package io.portgrade.fact;

import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/**
 * Which usable ports a path leaves open. Of TCP the listeners are known when sockets were sent; where they are not, a narrow
 * opening is taken for a service's.
 *
 * @param widestService the most ports in a row that are taken for one
 */
record OpenPorts(PortSet usable, boolean listenersKnown, int widestService) {

    PortSet of(PathVerdict path) {
        return of(path.allowed().union(path.disputed()), path);
    }

    /** Those that may be open, by rules that are not fully understood. */
    PortSet uncertain(PathVerdict path) {
        return of(path.doubtful(), path);
    }

    private PortSet of(PortSet ports, PathVerdict path) {
        PortSet open = ports.intersect(usable);
        if (listenersKnown && path.protocol() == IpProtocol.TCP) {
            return open;
        }
        List<PortRange> wide = open.ranges().stream()
                .filter(range -> range.size() > widestService)
                .toList();
        return PortSet.of(wide);
    }
}
