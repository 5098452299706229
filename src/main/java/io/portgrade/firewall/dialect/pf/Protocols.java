package io.portgrade.firewall.dialect.pf;

import java.util.Map;
import java.util.Optional;

/** Protocols by the names of {@code protocols(5)}. */
final class Protocols {

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("icmp", 1),
            Map.entry("igmp", 2),
            Map.entry("ipencap", 4),
            Map.entry("tcp", 6),
            Map.entry("udp", 17),
            Map.entry("ipv6", 41),
            Map.entry("gre", 47),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("icmp6", 58),
            Map.entry("ipv6-icmp", 58),
            Map.entry("ospf", 89),
            Map.entry("etherip", 97),
            Map.entry("pim", 103),
            Map.entry("carp", 112),
            Map.entry("vrrp", 112),
            Map.entry("sctp", 132),
            Map.entry("udplite", 136),
            Map.entry("pfsync", 240));

    private static final int MAX = 255;

    private Protocols() {}

    /** A name or a number from 0 to 255; empty for anything else. */
    static Optional<Integer> find(String text) {
        boolean number = !text.isEmpty() && text.length() <= 3 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number
                ? Optional.of(Integer.valueOf(text)).filter(value -> value <= MAX)
                : Optional.ofNullable(NUMBERS.get(text));
    }
}
