package io.portgrade.firewall;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A table of netfilter.
 *
 * @param keeper where a command finds it
 * @param families whose packets it looks at; both for nft's {@code inet}
 * @param dormant whether it is switched off
 * @param chains by name, in the order of the document
 */
public record Table(String name, Keeper keeper, Set<Family> families, boolean dormant, Map<String, Chain> chains) {

    /** What has tables of one name of its own, so that a command has to say in which of them it means a table. */
    public enum Keeper {
        /** Needs no telling, or nothing tells. */
        ANY,
        /** nft's family of tables for devices, which see packets of either family. {@code nft(8), ADDRESS FAMILIES} */
        NETDEV,

        /** iptables over nf_tables, which has rules of its own beside those of the older one. */
        IPTABLES_NFT,

        /** The older iptables. */
        IPTABLES_LEGACY,

        /** An iptables whose dump says that it is over nf_tables: plain {@code iptables}, where there is no other. */
        IPTABLES_MARKED,

        /** An iptables whose dump does not say that it is over nf_tables: the older one where both are, else the only one. */
        IPTABLES_UNMARKED;

        /** Whether it is the older iptables where both are. */
        public boolean isOlder() {
            return this == IPTABLES_LEGACY || this == IPTABLES_UNMARKED;
        }

        /** Whether it is the iptables over nf_tables. */
        public boolean isNewer() {
            return this == IPTABLES_NFT || this == IPTABLES_MARKED;
        }
    }

    public Table {
        families = Set.copyOf(families);
        chains = Collections.unmodifiableMap(new LinkedHashMap<>(chains));
    }

    /** One that no command needs to find. */
    public Table(String name, Set<Family> families, boolean dormant, Map<String, Chain> chains) {
        this(name, Keeper.ANY, families, dormant, chains);
    }

    /** The same, found elsewhere. */
    public Table of(Keeper other) {
        return new Table(name, other, families, dormant, chains);
    }

    /** The same with other chains. */
    public Table with(Map<String, Chain> others) {
        return new Table(name, keeper, families, dormant, others);
    }
}
