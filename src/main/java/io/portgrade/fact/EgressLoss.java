package io.portgrade.fact;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What does not get out to the destinations that pools declare. */
record EgressLoss(FirewallPaths paths) {

    boolean isDeclared() {
        return paths.all(PathKind.EGRESS).stream().anyMatch(path -> !FirewallPaths.isAny(path));
    }

    PortLoss lost() {
        return those(PathVerdict::blocked);
    }

    /** What may or may not get out, by rules that are not fully understood. */
    PortLoss uncertain() {
        return those(PathVerdict::unknown);
    }

    private PortLoss those(Function<PathVerdict, PortSet> verdict) {
        List<LostPath> some = new ArrayList<>();
        for (PathVerdict path : paths.all(PathKind.EGRESS)) {
            PortSet ports = verdict.apply(path).intersect(paths.usable());
            if (!FirewallPaths.isAny(path) && !ports.isEmpty()) {
                some.add(new LostPath(path, ports));
            }
        }
        return new PortLoss(some, paths.usable().size());
    }
}
