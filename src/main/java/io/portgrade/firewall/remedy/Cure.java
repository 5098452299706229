package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.dialect.ReadFirewall;
import java.util.List;

/** Knows what to add to firewalls of one kind. */
interface Cure {

    /**
     * What may mend a loss that a firewall causes, the narrowest first.
     *
     * @param document as it was sent
     * @param firewall the same with what was added before
     */
    List<Proposal> proposals(ReadFirewall document, Firewall firewall, Loss loss);
}
