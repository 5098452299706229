package io.portgrade.fact;

import io.portgrade.finding.Remediation;
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

    private static final String BY_HAND =
            "Accept packets in state ESTABLISHED or RELATED, and what opens connections to the"
                    + " destinations of the pools, before the rules that evidence names; where they are not tracked (NOTRACK), track them.";

    Remediation of(PortLoss loss) {
        if (!loss.isAny() || !firewalls.isCurable()) {
            return Remediation.advise(BY_HAND);
        }
        Map<PathVerdict, PortSet> wanted = new LinkedHashMap<>();
        loss.paths().forEach(lost -> wanted.put(lost.path(), lost.ports()));
        List<FirewallEdit> edits = Healing.of(firewalls, wanted);
        return edits.isEmpty()
                ? Remediation.advise(BY_HAND)
                : Remediation.add(
                        "Add " + (edits.size() == 1 ? "this rule" : "these " + edits.size() + " rules, in this order")
                                + "; make it permanent where your rules come from.",
                        edits);
    }
}
