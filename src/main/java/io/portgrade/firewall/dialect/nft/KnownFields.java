package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Match;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fields of the headers that rules most often name, and what it takes to have them, whether they are modelled or not.
 * {@code nft(8)}, version 1.0.9.
 */
final class KnownFields {

    private static final Map<String, Set<String>> OF_HEADERS = Map.of(
            "ip",
            Set.of(
                    "version",
                    "hdrlength",
                    "dscp",
                    "ecn",
                    "length",
                    "id",
                    "frag-off",
                    "ttl",
                    "protocol",
                    "checksum",
                    "saddr",
                    "daddr"),
            "ip6",
            Set.of("version", "dscp", "ecn", "flowlabel", "length", "nexthdr", "hoplimit", "saddr", "daddr"),
            "tcp",
            Set.of("sport", "dport", "sequence", "ackseq", "doff", "reserved", "flags", "window", "checksum", "urgptr"),
            "udp",
            Set.of("sport", "dport", "length", "checksum"),
            "udplite",
            Set.of("sport", "dport", "csumcov", "checksum"),
            "sctp",
            Set.of("sport", "dport", "vtag", "checksum"),
            "dccp",
            Set.of("sport", "dport", "type"),
            "th",
            Set.of("sport", "dport"));

    private static final Map<String, Match> BY_HEADER = headers();
    private static final Pattern TCP_OPTION = Pattern.compile("tcp option [^ ]+");

    private KnownFields() {}

    private static Map<String, Match> headers() {
        Map<String, Match> headers = new HashMap<>();
        headers.put("ip", new Match.OfFamily(Family.IPV4));
        List.of("ip6", "exthdr", "hbh", "frag", "dst", "mh", "srh")
                .forEach(header -> headers.put(header, new Match.OfFamily(Family.IPV6)));
        List.of("tcp", "udp", "udplite", "sctp", "dccp", "icmp", "icmpv6", "igmp", "ah", "esp", "gre")
                .forEach(header -> headers.put(
                        header, Match.Protocol.of(Names.protocol(header).orElseThrow())));
        return Map.copyOf(headers);
    }

    /**
     * What a packet must be to have the header that a field is in: nft asks for it before it compares anything. Not of an
     * option of TCP as a whole, which is missing in a packet of UDP as well.
     */
    static List<Match> implied(Expression field) {
        if (!(field instanceof Expression.Field known)
                || TCP_OPTION.matcher(known.name()).matches()) {
            return List.of();
        }
        Match match = BY_HEADER.get(known.name().split(" ", 2)[0]);
        return match == null ? List.of() : List.of(match);
    }

    /** False only for a field that a header is known not to have. */
    static boolean mayContain(String name) {
        int blank = name.indexOf(' ');
        Set<String> fields = OF_HEADERS.get(blank < 0 ? name : name.substring(0, blank));
        return fields == null || fields.contains(name.substring(blank + 1)) || name.indexOf(' ', blank + 1) > 0;
    }
}
