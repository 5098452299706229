package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.firewall.Admission;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which usable ports are open to everyone. Of TCP the listeners are known when sockets were sent; where they are not, a
 * narrow opening is taken for a service's.
 */
record ExposureFacts(FirewallPaths paths, HostFirewalls firewalls, Policy policy, Facts.Builder facts) {

    void assemble() {
        if (firewalls.firewalls().stream().allMatch(Firewall.NetworkAcl.class::isInstance)) {
            facts.absent(
                    InboundExposure.class,
                    Absence.notSubmitted(
                            "a firewall that keeps state; a network ACL cannot tell a reply from a new connection"));
            return;
        }
        List<String> descriptions = new ArrayList<>();
        Set<Decider> admitting = new LinkedHashSet<>();
        boolean everything = false;
        for (PathVerdict path : paths.all(PathKind.NEW_INBOUND)) {
            PortSet open = open(path);
            if (!open.isEmpty()) {
                LostPath named = new LostPath(path, open);
                descriptions.add(named.name() + " " + named.portText());
                everything |= open.size() == paths.usable().size();
                admitting.addAll(Admission.of(
                        firewalls.firewalls(),
                        path.family(),
                        path.protocol(),
                        open.ranges().get(0).low()));
            }
        }
        facts.add(new InboundExposure(everything, String.join("; ", descriptions), evidence(descriptions, admitting)));
    }

    private PortSet open(PathVerdict path) {
        PortSet open = path.allowed().union(path.disputed()).intersect(paths.usable());
        boolean listenersKnown = path.protocol() == IpProtocol.TCP
                && facts.find(ListenersInRange.class).isPresent();
        if (listenersKnown) {
            return open;
        }
        List<PortRange> wide = open.ranges().stream()
                .filter(range -> range.size() > policy.thresholds().widestService())
                .toList();
        return PortSet.of(wide);
    }

    private List<Evidence> evidence(List<String> open, Set<Decider> admitting) {
        if (open.isEmpty()) {
            return List.of();
        }
        if (admitting.isEmpty()) {
            String source = firewalls.documents().get(0).document().source();
            return List.of(new Evidence("letInBy", "no rule and no policy is about it", source, null));
        }
        return admitting.stream()
                .map(by -> new Evidence("letInBy", by.text(), by.source(), by.line()))
                .toList();
    }
}
