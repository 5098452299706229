package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the link layer addressed a packet. Those of a connection are unicast; neighbour discovery's may be multicast.
 * {@code iptables-extensions(8), pkttype}.
 */
final class PacketTypes {

    private static final Match DISCOVERY = Match.Protocol.of(IpProtocol.ICMPV6);

    private PacketTypes() {}

    static Optional<Match> find(String name) {
        Match unknown = new Match.Unmodelled("--pkt-type " + name);
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "unicast" -> Optional.of(new Match.AnyOf(List.of(Match.not(DISCOVERY), unknown)));
            case "multicast" -> Optional.of(new Match.AllOf(List.of(DISCOVERY, unknown)));
            case "broadcast" -> Optional.of(new Match.Fixed(false, "--pkt-type broadcast"));
            default -> Optional.empty();
        };
    }
}
