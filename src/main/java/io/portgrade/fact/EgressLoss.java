package io.portgrade.fact;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;

/** What does not get out to the destinations that pools declare. */
record EgressLoss(FirewallPaths paths) {

    boolean isDeclared() {
        return paths.all(PathKind.EGRESS).stream().anyMatch(path -> !FirewallPaths.isAny(path));
    }

    PortLoss lost() {
        List<LostPath> lost = new ArrayList<>();
        for (PathVerdict path : paths.all(PathKind.EGRESS)) {
            PortSet ports = path.blocked().intersect(paths.usable());
            if (!FirewallPaths.isAny(path) && !ports.isEmpty()) {
                lost.add(new LostPath(path, ports));
            }
        }
        return new PortLoss(lost, paths.usable().size());
    }
}
