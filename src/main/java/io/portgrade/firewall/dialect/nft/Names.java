package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.reading.NumberNames;
import java.util.Map;
import java.util.OptionalInt;

/** Names that nft knows for protocols and types of ICMPv6 ({@code nft(8), DATA TYPES}). */
final class Names {

    private static final Map<String, Integer> ICMPV6_TYPES = NumberNames.table("""
            destination-unreachable 1 packet-too-big 2 time-exceeded 3 parameter-problem 4 echo-request 128
            echo-reply 129 mld-listener-query 130 mld-listener-report 131 mld-listener-done 132
            mld-listener-reduction 132 nd-router-solicit 133 nd-router-advert 134 nd-neighbor-solicit 135
            nd-neighbor-advert 136 nd-redirect 137 router-renumbering 138 ind-neighbor-solicit 141
            ind-neighbor-advert 142 mld2-listener-report 143
            """);

    private Names() {}

    /** A name, or a number up to 255. */
    static OptionalInt protocol(String text) {
        OptionalInt number = octet(text);
        return number.isPresent() ? number : NumberNames.protocol(text);
    }

    /** Likewise. */
    static OptionalInt icmpv6Type(String text) {
        Integer named = ICMPV6_TYPES.get(text);
        return named == null ? octet(text) : OptionalInt.of(named);
    }

    private static OptionalInt octet(String text) {
        return Numbers.find(text).stream()
                .filter(number -> number <= 255)
                .mapToInt(number -> (int) number)
                .findFirst();
    }
}
