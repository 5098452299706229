package io.portgrade.firewall.dialect.nft;

import java.util.Map;
import java.util.Set;

/** The fields of the headers that rules most often name, whether they are modelled or not. {@code nft(8)}, version 1.0.9. */
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

    private KnownFields() {}

    /** False only for a field that a header is known not to have. */
    static boolean mayContain(String name) {
        int blank = name.indexOf(' ');
        Set<String> fields = OF_HEADERS.get(blank < 0 ? name : name.substring(0, blank));
        return fields == null || fields.contains(name.substring(blank + 1)) || name.indexOf(' ', blank + 1) > 0;
    }
}
