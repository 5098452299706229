package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.firewall.Admission;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which usable ports are open to everyone. */
record ExposureFacts(FirewallPaths paths, HostFirewalls firewalls, Policy policy, Facts.Builder facts) {

    void assemble() {
        if (!firewalls.keepState()) {
            facts.absent(
                    InboundExposure.class,
                    Absence.notSubmitted(
                            "a firewall that keeps state; a network ACL cannot tell a reply from a new connection"));
            return;
        }
        List<String> descriptions = new ArrayList<>();
        List<LostPath> uncertain = new ArrayList<>();
        Set<Decider> admitting = new LinkedHashSet<>();
        boolean everything = false;
        OpenPorts openPorts = new OpenPorts(
                paths.usable(),
                facts.find(ListenersInRange.class).isPresent(),
                policy.thresholds().widestService());
        for (PathVerdict path : paths.all(PathKind.NEW_INBOUND)) {
            PortSet open = openPorts.of(path);
            PortSet perhaps = openPorts.uncertain(path);
            if (!perhaps.isEmpty()) {
                uncertain.add(new LostPath(path, perhaps));
            }
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
        if (descriptions.isEmpty() && !uncertain.isEmpty()) {
            String doubt = new PortLoss(uncertain, paths.usable().size()).doubt();
            facts.absent(
                    InboundExposure.class,
                    new Absence(
                            Absence.Kind.NOT_PARSABLE,
                            "what decides who may open connections to ephemeral ports. " + doubt));
            return;
        }
        facts.add(new InboundExposure(everything, String.join("; ", descriptions), evidence(descriptions, admitting)));
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
