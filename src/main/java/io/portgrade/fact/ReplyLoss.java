package io.portgrade.fact;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which losses of replies are a fault, and which are what a firewall is there for. */
record ReplyLoss(FirewallPaths paths, HostFirewalls firewalls) {

    private static final List<IpProtocol> PROTOCOLS = List.of(IpProtocol.TCP, IpProtocol.UDP);

    /** To any destination, and to declared ones where they lose more than that. */
    PortLoss lost() {
        List<LostPath> lost = new ArrayList<>();
        for (PathVerdict any : paths.all(PathKind.RETURN)) {
            if (FirewallPaths.isAny(any)) {
                PortSet ports = paths.lostReplies(any);
                if (!ports.isEmpty() && !isMeant(any, ports)) {
                    lost.add(new LostPath(any, ports));
                }
                for (PathVerdict one : paths.declared(PathKind.RETURN, any.family(), any.protocol())) {
                    PortSet own = paths.lostReplies(one);
                    if (!own.minus(ports).isEmpty()) {
                        lost.add(new LostPath(one, own));
                    }
                }
            }
        }
        return new PortLoss(lost, paths.usable().size());
    }

    /**
     * A network ACL that lets no UDP in at all: names are resolved by the network's own resolver, whose packets no ACL sees. And
     * a family that is shut while the other is not and nothing says that the host uses it: that is a mismatch and no more.
     */
    private boolean isMeant(PathVerdict any, PortSet ports) {
        if (ports.size() < paths.usable().size()) {
            return false;
        }
        if (any.protocol() == IpProtocol.UDP
                && new LostPath(any, ports)
                        .gaps()
                        .allMatch(gap -> firewalls
                                .formatOf(gap.decidedBy().source())
                                .equals(Optional.of(FirewallFormat.AWS_NETWORK_ACL)))) {
            return paths.declared(PathKind.RETURN, any.family(), any.protocol()).isEmpty();
        }
        return !paths.isUsed(any.family()) && passes(other(any.family()), any.protocol());
    }

    /** To declared destinations where there are some; of UDP to any it is often meant that only a few services answer. */
    PortLoss uncertain() {
        List<LostPath> uncertain = new ArrayList<>();
        for (Family family : Family.values()) {
            for (IpProtocol protocol : PROTOCOLS) {
                List<PathVerdict> looked = new ArrayList<>(paths.declared(PathKind.RETURN, family, protocol));
                if (looked.isEmpty() && protocol == IpProtocol.TCP) {
                    paths.any(PathKind.RETURN, family, protocol).ifPresent(looked::add);
                }
                for (PathVerdict path : looked) {
                    PortSet ports = paths.uncertainReplies(path);
                    if (!ports.isEmpty()) {
                        uncertain.add(new LostPath(path, ports));
                    }
                }
            }
        }
        return new PortLoss(uncertain, paths.usable().size());
    }

    /** Over one family while the other one lets all replies in; empty when the families agree, or one is shut both ways. */
    PortLoss mismatch() {
        List<LostPath> lost = new ArrayList<>();
        for (PathVerdict any : paths.all(PathKind.RETURN)) {
            PortSet ports = paths.lostReplies(any);
            if (FirewallPaths.isAny(any) && !ports.isEmpty() && passes(other(any.family()), any.protocol())) {
                lost.add(new LostPath(any, ports));
            }
        }
        return new PortLoss(lost, paths.usable().size());
    }

    /** Whether all replies certainly get in, from the mass of sources at least. */
    private boolean passes(Family family, IpProtocol protocol) {
        return paths.any(PathKind.RETURN, family, protocol)
                .filter(any -> paths.usable()
                        .minus(any.allowed().union(any.disputed()))
                        .isEmpty())
                .isPresent();
    }

    static Family other(Family family) {
        return family == Family.IPV4 ? Family.IPV6 : Family.IPV4;
    }
}
