package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.firewall.remedy.Healing;
import io.portgrade.snapshot.PortSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns losses into what mends them. */
record FirewallHealing(HostFirewalls firewalls) {

    private static final String FOR_GOOD = "; make it permanent where your rules come from.";

    Remediation of(PortLoss loss) {
        if (!loss.isAny() || !firewalls.isCurable()) {
            return Remediation.advise(FirewallAdvice.on(List.of(), firewalls));
        }
        List<FirewallEdit> edits = edits(loss.paths());
        return edits.isEmpty() ? inPart(loss) : Remediation.add(added(edits) + FOR_GOOD, edits);
    }

    /** What mends the losses of one protocol, when nothing mends those of all; UDP that is not tracked has no remedy. */
    private Remediation inPart(PortLoss loss) {
        for (IpProtocol protocol : IpProtocol.values()) {
            List<LostPath> some = loss.paths().stream()
                    .filter(lost -> lost.path().protocol() == protocol)
                    .toList();
            List<FirewallEdit> edits = some.size() < loss.paths().size() ? edits(some) : List.of();
            if (!edits.isEmpty()) {
                return Remediation.add(
                        added(edits) + " for " + protocol.id() + FOR_GOOD + " For the rest: "
                                + FirewallAdvice.on(loss.paths(), firewalls),
                        edits);
            }
        }
        return Remediation.advise(FirewallAdvice.on(loss.paths(), firewalls));
    }

    private List<FirewallEdit> edits(List<LostPath> paths) {
        Map<PathVerdict, PortSet> wanted = new LinkedHashMap<>();
        paths.forEach(lost -> wanted.put(lost.path(), lost.ports()));
        return Healing.of(firewalls, wanted);
    }

    private static String added(List<FirewallEdit> edits) {
        return "Add " + (edits.size() == 1 ? "this rule" : "these " + edits.size() + " rules, in this order");
    }
}
