package io.portgrade.firewall.remedy;

import io.portgrade.firewall.AddressRange;
import io.portgrade.firewall.AddressSet;
import io.portgrade.firewall.CtState;
import io.portgrade.firewall.Direction;
import io.portgrade.firewall.End;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.TcpFlag;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rule of netfilter that accepts, in the model's terms and in those of each tool. {@code iptables-extensions(8); nft(8)}.
 *
 * @param iptables what stands behind the name of the chain
 * @param nft the statement
 * @param listed protocol, destination and the rest, as {@code iptables -L -n} has them
 */
record AcceptRule(List<Match> matches, String iptables, String nft, Listed listed) {

    private static final String ANYWHERE_4 = "0.0.0.0/0";

    /** A multiport match holds 15 ports, and a range counts as two. {@code iptables-extensions(8), multiport}. */
    private static final int RANGES_A_RULE = 7;

    /** Columns of {@code iptables -L -n}; an empty destination is anywhere. */
    record Listed(String protocol, String destination, String rest) {}

    AcceptRule {
        matches = List.copyOf(matches);
    }

    /** What belongs to a connection. */
    static AcceptRule replies() {
        return new AcceptRule(
                List.of(new Match.State(Set.of(CtState.ESTABLISHED, CtState.RELATED))),
                "-m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT",
                "ct state established,related accept",
                new Listed("all", "", "ctstate RELATED,ESTABLISHED"));
    }

    /** @param type 135 or 136: RFC 4861, sections 4.3 and 4.4 */
    static AcceptRule discovery(int type) {
        return new AcceptRule(
                List.of(Match.Protocol.of(IpProtocol.ICMPV6), new Match.Icmpv6Type(Set.of(type))),
                "-p ipv6-icmp -m icmp6 --icmpv6-type " + type + " -j ACCEPT",
                "icmpv6 type " + (type == 135 ? "nd-neighbor-solicit" : "nd-neighbor-advert") + " accept",
                new Listed("ipv6-icmp", "", "ipv6-icmptype " + type));
    }

    /** TCP to these ports but for what opens a connection: for packets that are not tracked. */
    static AcceptRule laterSegments(List<PortRange> ports) {
        int mask = TcpFlag.bits(Set.of(TcpFlag.FIN, TcpFlag.SYN, TcpFlag.RST, TcpFlag.ACK));
        Match opening = new Match.TcpFlags(mask, TcpFlag.bits(Set.of(TcpFlag.SYN)), false);
        String list = multiport(ports);
        return new AcceptRule(
                List.of(
                        Match.Protocol.of(IpProtocol.TCP),
                        Match.not(opening),
                        new Match.Port(End.DESTINATION, PortRanges.of(ports))),
                "-p tcp -m tcp ! --tcp-flags FIN,SYN,RST,ACK SYN -m multiport --dports " + list + " -j ACCEPT",
                "tcp dport " + set(ports) + " tcp flags & (fin | syn | rst | ack) != syn accept",
                new Listed("tcp", "", "tcp flags:!0x17/0x02 multiport dports " + list));
    }

    /**
     * What connection tracking is to see, for a chain before it.
     *
     * @param ports of this host, from which packets go out or to which they come in
     */
    static AcceptRule tracked(IpProtocol protocol, Direction direction, List<PortRange> ports) {
        boolean in = direction == Direction.INBOUND;
        String list = (in ? "dports " : "sports ") + multiport(ports);
        return new AcceptRule(
                List.of(
                        Match.Protocol.of(protocol),
                        new Match.Port(in ? End.DESTINATION : End.SOURCE, PortRanges.of(ports))),
                "-p " + protocol.id() + " -m multiport --" + list + " -j ACCEPT",
                protocol.id() + (in ? " dport " : " sport ") + set(ports) + " accept",
                new Listed(protocol.id(), "", "multiport " + list));
    }

    /** As many rules as ports need. */
    static List<AcceptRule> each(List<PortRange> ports, Function<List<PortRange>, AcceptRule> rule) {
        List<AcceptRule> rules = new ArrayList<>();
        for (int i = 0; i < ports.size(); i += RANGES_A_RULE) {
            rules.add(rule.apply(ports.subList(i, Math.min(ports.size(), i + RANGES_A_RULE))));
        }
        return rules;
    }

    private static String multiport(List<PortRange> ports) {
        return ports.stream().map(range -> range.toString().replace('-', ':')).collect(Collectors.joining(","));
    }

    private static String set(List<PortRange> ports) {
        return "{ " + ports.stream().map(PortRange::toString).collect(Collectors.joining(", ")) + " }";
    }

    /** What goes to one port of one host. */
    static AcceptRule to(IpAddress address, IpProtocol protocol, int port) {
        boolean ipv4 = address.family() == Family.IPV4;
        String prefix = address + "/" + address.family().bits();
        return new AcceptRule(
                List.of(
                        new Match.Address(End.DESTINATION, AddressSet.of(new AddressRange(address, address))),
                        Match.Protocol.of(protocol),
                        new Match.Port(End.DESTINATION, PortRanges.of(port))),
                "-d " + prefix + " -p " + protocol.id() + " -m " + protocol.id() + " --dport " + port + " -j ACCEPT",
                (ipv4 ? "ip" : "ip6") + " daddr " + address + " " + protocol.id() + " dport " + port + " accept",
                new Listed(protocol.id(), address.toString(), protocol.id() + " dpt:" + port));
    }

    /** @param family of the table; its own word for anywhere stands in the listing */
    static String anywhere(Family family) {
        return family == Family.IPV4 ? ANYWHERE_4 : "::/0";
    }
}
