package io.portgrade.fact;

import io.portgrade.finding.Remediation;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.firewall.remedy.Healing;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.PortSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns losses into what mends them. */
record FirewallHealing(HostFirewalls firewalls) {

    private static final String BY_HAND =
            "Accept packets in state ESTABLISHED or RELATED, and what opens connections to the"
                    + " destinations of the pools, before the rules that evidence names; where they are not tracked (NOTRACK), track them.";

    private static final String FOR_GOOD = "; make it permanent where your rules come from.";
    private static final String DENIED_BY_NUMBER =
            "A network ACL keeps no state: to allow these ports again would open them to everyone. If its entry is meant, keep the"
                    + " kernel from choosing them: on Linux, add %s to net.ipv4.ip_local_reserved_ports. If it is not, take it away.";

    /** More than a service or a few: no list to reserve. */
    private static final int MOST_RESERVED = 256;

    Remediation of(PortLoss loss) {
        if (!loss.isAny() || !firewalls.isCurable()) {
            return Remediation.advise(BY_HAND);
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
                        added(edits) + " for " + protocol.id() + FOR_GOOD + " For the rest: " + BY_HAND, edits);
            }
        }
        return Remediation.advise(byHand(loss));
    }

    private List<FirewallEdit> edits(List<LostPath> paths) {
        Map<PathVerdict, PortSet> wanted = new LinkedHashMap<>();
        paths.forEach(lost -> wanted.put(lost.path(), lost.ports()));
        return Healing.of(firewalls, wanted);
    }

    private static String added(List<FirewallEdit> edits) {
        return "Add " + (edits.size() == 1 ? "this rule" : "these " + edits.size() + " rules, in this order");
    }

    private String byHand(PortLoss loss) {
        PortSet ports = loss.paths().stream().map(LostPath::ports).reduce(PortSet.empty(), PortSet::union);
        boolean deniedByAcl = loss.paths().stream()
                .flatMap(LostPath::gaps)
                .allMatch(gap -> firewalls
                        .formatOf(gap.decidedBy().source())
                        .equals(Optional.of(FirewallFormat.AWS_NETWORK_ACL)));
        return deniedByAcl && ports.size() <= MOST_RESERVED ? DENIED_BY_NUMBER.formatted(ports) : BY_HAND;
    }
}
