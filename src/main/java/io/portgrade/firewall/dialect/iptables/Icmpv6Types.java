package io.portgrade.firewall.dialect.iptables;

import io.portgrade.firewall.Match;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Types of ICMPv6 messages as {@code ip6tables -p icmpv6 -h} names them, version 1.8.9; numbers are RFC 4443's and 4861's. */
final class Icmpv6Types {

    private static final int HIGHEST = 255;

    private static final Map<String, Integer> NUMBERS = Map.ofEntries(
            Map.entry("destination-unreachable", 1),
            Map.entry("packet-too-big", 2),
            Map.entry("time-exceeded", 3),
            Map.entry("ttl-exceeded", 3),
            Map.entry("parameter-problem", 4),
            Map.entry("echo-request", 128),
            Map.entry("ping", 128),
            Map.entry("echo-reply", 129),
            Map.entry("pong", 129),
            Map.entry("mld-listener-query", 130),
            Map.entry("mld-listener-report", 131),
            Map.entry("mld-listener-done", 132),
            Map.entry("mld-listener-reduction", 132),
            Map.entry("router-solicitation", 133),
            Map.entry("router-advertisement", 134),
            Map.entry("neighbour-solicitation", 135),
            Map.entry("neighbor-solicitation", 135),
            Map.entry("neighbour-advertisement", 136),
            Map.entry("neighbor-advertisement", 136),
            Map.entry("redirect", 137));

    /** Names of one code of a type; of neighbour discovery there are none. */
    private static final Map<String, Integer> WITH_CODE = Map.ofEntries(
            Map.entry("no-route", 1),
            Map.entry("communication-prohibited", 1),
            Map.entry("beyond-scope", 1),
            Map.entry("address-unreachable", 1),
            Map.entry("port-unreachable", 1),
            Map.entry("failed-policy", 1),
            Map.entry("reject-route", 1),
            Map.entry("ttl-zero-during-transit", 3),
            Map.entry("ttl-zero-during-reassembly", 3),
            Map.entry("bad-header", 4),
            Map.entry("unknown-header-type", 4),
            Map.entry("unknown-option", 4));

    private Icmpv6Types() {}

    /** A name, {@code TYPE} or {@code TYPE/CODE}. The messages of neighbour discovery have code 0. */
    static Optional<Match> find(String text) {
        if (text.equals("any")) {
            return Optional.of(new Match.AllOf(List.of()));
        }
        Integer named = NUMBERS.getOrDefault(text, WITH_CODE.get(text));
        if (named != null) {
            return Optional.of(new Match.Icmpv6Type(Set.of(named)));
        }
        int slash = text.indexOf('/');
        OptionalInt type = Numbers.find(slash < 0 ? text : text.substring(0, slash));
        OptionalInt code = slash < 0 ? OptionalInt.of(0) : Numbers.find(text.substring(slash + 1));
        if (type.isEmpty() || code.isEmpty() || type.getAsInt() > HIGHEST || code.getAsInt() > HIGHEST) {
            return Optional.empty();
        }
        return Optional.of(
                code.getAsInt() == 0
                        ? new Match.Icmpv6Type(Set.of(type.getAsInt()))
                        : new Match.Fixed(false, "code " + code.getAsInt()));
    }
}
