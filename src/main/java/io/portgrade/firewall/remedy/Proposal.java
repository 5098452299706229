package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Firewall;
import java.util.List;

/** A firewall with something added, and what that is. */
record Proposal(Firewall firewall, List<FirewallEdit> edits) {

    Proposal {
        edits = List.copyOf(edits);
    }
}
