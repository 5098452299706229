package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.firewall.remedy.DeniedByNumber;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.firewall.remedy.Healing;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns losses into what mends them. */
record FirewallHealing(HostFirewalls firewalls) {

    private static final String FOR_GOOD = "; make it permanent where your rules come from.";

    Remediation of(PortLoss loss) {
        if (!loss.isAny() || !firewalls.isCurable()) {
            return byHand(List.of());
        }
        List<FirewallEdit> edits = edits(loss.paths());
        return edits.isEmpty() ? inPart(loss) : Remediation.add(added(edits) + FOR_GOOD, edits);
    }

    private Remediation byHand(List<LostPath> lost) {
        return Remediation.advise(FirewallAdvice.on(lost, firewalls));
    }

    /**
     * What mends some losses, when nothing mends all: UDP that is not tracked has no remedy, nor have ports that a network ACL
     * denies by number.
     */
    private Remediation inPart(PortLoss loss) {
        for (Part part : parts(loss.paths())) {
            List<FirewallEdit> edits = edits(part.paths());
            if (!edits.isEmpty()) {
                String rest = FirewallAdvice.on(part.restOf(loss.paths()), firewalls);
                return Remediation.add(added(edits) + part.name() + FOR_GOOD + " For the rest: " + rest, edits);
            }
        }
        return byHand(loss.paths());
    }

    /** The largest first; none that is everything or nothing. */
    private List<Part> parts(List<LostPath> all) {
        DeniedByNumber denied = DeniedByNumber.in(firewalls.firewalls());
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("", all).without(denied));
        for (IpProtocol protocol : IpProtocol.values()) {
            Part own = new Part(
                    " for " + protocol.id(),
                    all.stream()
                            .filter(lost -> lost.path().protocol() == protocol)
                            .toList());
            parts.add(own);
            parts.add(own.without(denied));
        }
        return parts.stream()
                .filter(part -> !part.paths().isEmpty() && !part.restOf(all).isEmpty())
                .distinct()
                .toList();
    }

    private List<FirewallEdit> edits(List<LostPath> paths) {
        Map<PathVerdict, PortSet> wanted = new LinkedHashMap<>();
        paths.forEach(lost -> wanted.put(lost.path(), lost.ports()));
        return Healing.of(firewalls, wanted);
    }

    private static String added(List<FirewallEdit> edits) {
        return "Add " + (edits.size() == 1 ? "this rule" : "these " + edits.size() + " rules, in this order");
    }

    /** @param name what it is mended for */
    private record Part(String name, List<LostPath> paths) {

        Part without(DeniedByNumber denied) {
            return new Part(name, minus(paths, lost -> denied.of(lost.path())));
        }

        List<LostPath> restOf(List<LostPath> all) {
            return minus(all, this::portsOn);
        }

        private PortSet portsOn(LostPath other) {
            return paths.stream()
                    .filter(own -> own.path().equals(other.path()))
                    .map(LostPath::ports)
                    .reduce(PortSet.empty(), PortSet::union);
        }

        private static List<LostPath> minus(List<LostPath> paths, Function<LostPath, PortSet> ports) {
            return paths.stream()
                    .map(lost -> new LostPath(lost.path(), lost.ports().minus(ports.apply(lost))))
                    .filter(lost -> !lost.ports().isEmpty())
                    .toList();
        }
    }
}
