package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.Firewall.NetworkAcl;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.Rule;
import io.portgrade.snapshot.PortSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Entries of network ACLs that deny ports by number. An ACL keeps no state, so that to allow these ports again would open them to
 * everyone: no cure is looked for.
 */
public final class DeniedByNumber {

    private final Set<Decider> entries;

    private DeniedByNumber(Set<Decider> entries) {
        this.entries = entries;
    }

    public static DeniedByNumber in(List<Firewall> firewalls) {
        return new DeniedByNumber(firewalls.stream()
                .filter(NetworkAcl.class::isInstance)
                .map(NetworkAcl.class::cast)
                .flatMap(acl -> Stream.concat(acl.inbound().stream(), acl.outbound().stream()))
                .filter(DeniedByNumber::isMeant)
                .map(Decider::of)
                .collect(Collectors.toUnmodifiableSet()));
    }

    static boolean isMeant(Rule entry) {
        return entry.action() instanceof Action.Drop && entry.matches().stream().anyMatch(Match.Port.class::isInstance);
    }

    /** The ports of a path of which such an entry decides. */
    public PortSet of(PathVerdict path) {
        return PortSet.of(path.gaps().stream()
                .filter(gap -> entries.contains(gap.decidedBy()))
                .map(Gap::ports)
                .toList());
    }
}
