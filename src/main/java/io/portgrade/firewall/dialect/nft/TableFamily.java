package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Family;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which packets a table is about. {@code nft(8), ADDRESS FAMILIES}. */
enum TableFamily {
    IP,
    IP6,
    INET,
    ARP,
    BRIDGE,
    NETDEV;

    static Optional<TableFamily> find(String word) {
        for (TableFamily family : values()) {
            if (family.word().equals(word)) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the host's own packets; none for what is about frames of another kind. */
    Set<Family> families() {
        return switch (this) {
            case IP -> EnumSet.of(Family.IPV4);
            case IP6 -> EnumSet.of(Family.IPV6);
            case INET, NETDEV -> EnumSet.allOf(Family.class);
            case ARP, BRIDGE -> EnumSet.noneOf(Family.class);
        };
    }
}
