package io.portgrade.firewall.dialect.iptables;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** IANA's protocol numbers by the names that iptables and {@code /etc/protocols} give them. */
final class ProtocolNames {

    /** Stands for every protocol. */
    static final int ALL = 0;

    private static final int HIGHEST = 255;

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("all", ALL),
            Map.entry("any", ALL),
            Map.entry("ip", ALL),
            Map.entry("icmp", 1),
            Map.entry("igmp", 2),
            Map.entry("ipencap", 4),
            Map.entry("ipip", 4),
            Map.entry("tcp", 6),
            Map.entry("egp", 8),
            Map.entry("igp", 9),
            Map.entry("udp", 17),
            Map.entry("dccp", 33),
            Map.entry("ipv6", 41),
            Map.entry("ipv6-route", 43),
            Map.entry("ipv6-frag", 44),
            Map.entry("rsvp", 46),
            Map.entry("gre", 47),
            Map.entry("esp", 50),
            Map.entry("ipv6-crypt", 50),
            Map.entry("ah", 51),
            Map.entry("ipv6-auth", 51),
            Map.entry("icmpv6", 58),
            Map.entry("icmp6", 58),
            Map.entry("ipv6-icmp", 58),
            Map.entry("ipv6-nonxt", 59),
            Map.entry("ipv6-opts", 60),
            Map.entry("eigrp", 88),
            Map.entry("ospf", 89),
            Map.entry("ospfigp", 89),
            Map.entry("etherip", 97),
            Map.entry("encap", 98),
            Map.entry("pim", 103),
            Map.entry("ipcomp", 108),
            Map.entry("vrrp", 112),
            Map.entry("l2tp", 115),
            Map.entry("isis", 124),
            Map.entry("sctp", 132),
            Map.entry("fc", 133),
            Map.entry("mobility-header", 135),
            Map.entry("ipv6-mh", 135),
            Map.entry("mh", 135),
            Map.entry("udplite", 136),
            Map.entry("mpls-in-ip", 137),
            Map.entry("manet", 138),
            Map.entry("hip", 139),
            Map.entry("shim6", 140));

    private ProtocolNames() {}

    /** The number of a name or a number; {@link #ALL} for all protocols. */
    static OptionalInt find(String text) {
        OptionalInt number = Numbers.find(text);
        if (number.isPresent()) {
            return number.getAsInt() <= HIGHEST ? number : OptionalInt.empty();
        }
        Integer named = NUMBERS.get(text.toLowerCase(Locale.ROOT));
        return named == null ? OptionalInt.empty() : OptionalInt.of(named);
    }
}
