package io.portgrade.fact;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.OwnAddresses;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.PortSet;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on a host's paths, and which of them matter to it.
 *
 * @param addresses the host's own; empty when unknown
 */
record FirewallPaths(FirewallTraffic traffic, OwnAddresses addresses) {

    private static final String ANY = "any";

    PortSet usable() {
        return traffic.usable();
    }

    /** Whether firewalls are about so many versions of IP. */
    boolean areOfFamilies(int count) {
        return traffic.verdicts().stream().map(PathVerdict::family).distinct().count() == count;
    }

    List<PathVerdict> all(PathKind kind) {
        return traffic.verdicts().stream()
                .filter(path -> path.direction() == kind && !isUnused(path.family()))
                .toList();
    }

    /** Of a family and protocol, to destinations that pools declare. */
    List<PathVerdict> declared(PathKind kind, Family family, IpProtocol protocol) {
        return all(kind).stream()
                .filter(path -> path.family() == family && path.protocol() == protocol && !isAny(path))
                .toList();
    }

    Optional<PathVerdict> any(PathKind kind, Family family, IpProtocol protocol) {
        return all(kind).stream()
                .filter(path -> path.family() == family && path.protocol() == protocol && isAny(path))
                .findFirst();
    }

    static boolean isAny(PathVerdict path) {
        return path.destination().equals(ANY);
    }

    /** Usable ports whose replies are certainly lost, though a connection may be opened from them. */
    PortSet lostReplies(PathVerdict back) {
        return back.blocked().intersect(usable()).minus(neverOpened(back));
    }

    /** Those of which it is not known, and not only because of a few sources that the rules name. */
    PortSet uncertainReplies(PathVerdict back) {
        return back.unknown().minus(back.disputed()).intersect(usable()).minus(neverOpened(back));
    }

    /** Ports from which no connection gets out in the first place. */
    PortSet neverOpened(PathVerdict path) {
        return traffic.verdicts().stream()
                .filter(out -> out.direction() == PathKind.EGRESS
                        && out.family() == path.family()
                        && out.protocol() == path.protocol()
                        && out.destination().equals(path.destination()))
                .map(PathVerdict::blocked)
                .findFirst()
                .orElse(PortSet.empty());
    }

    /** Whether the host is known to have no address of a family. */
    boolean isUnused(Family family) {
        return !addresses.isEmpty() && !isUsed(family);
    }

    /** Whether something says that the host has connections of a family. */
    boolean isUsed(Family family) {
        return addresses.reach(family)
                || traffic.verdicts().stream().anyMatch(path -> path.family() == family && namesAddress(path));
    }

    private static boolean namesAddress(PathVerdict path) {
        String destination = path.destination();
        int colon = destination.lastIndexOf(':');
        return colon > 0
                && IpAddress.find(destination.substring(0, colon))
                        .filter(address -> !address.isLoopback())
                        .isPresent();
    }
}
