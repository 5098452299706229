package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A base chain where packets come to it. Chains that translate addresses are all called from one place of a hook, whatever their
 * own priority, which tells them apart there ({@code nf_nat_register_fn}, net/netfilter/nf_nat_core.c, v6.6).
 *
 * @param priority of the place
 * @param own the chain's
 */
record Station(Table table, Chain chain, Hook hook, int priority, int own, boolean nat) {

    static final int CONNTRACK = -200;
    static final int DESTINATION_NAT = -100;
    static final int SOURCE_NAT = 100;

    private static Station of(Table table, Chain chain, Chain.Base base) {
        int place = base.hook() == Hook.PREROUTING || base.hook() == Hook.OUTPUT ? DESTINATION_NAT : SOURCE_NAT;
        return new Station(
                table, chain, base.hook(), base.nat() ? place : base.priority(), base.priority(), base.nat());
    }

    /**
     * In the order in which packets come to them: of one priority the chain that was made last goes first
     * ({@code nf_hook_entries_grow}, net/netfilter/core.c, since 4.14), and rulesets list chains as they were made.
     */
    static List<Station> all(List<Table> tables, Family family, Set<Hook> hooks) {
        List<Station> stations = new ArrayList<>();
        for (Table table : tables) {
            if (table.dormant() || !table.families().contains(family)) {
                continue;
            }
            for (Chain chain : table.chains().values()) {
                Chain.Base base = chain.base();
                if (base != null && hooks.contains(base.hook())) {
                    stations.add(of(table, chain, base));
                }
            }
        }
        Collections.reverse(stations);
        stations.sort(Comparator.comparing(Station::hook)
                .thenComparingInt(Station::priority)
                .thenComparingInt(Station::own));
        return stations;
    }

    /** Whether it comes before connection tracking, which stands at priority −200 of prerouting and output. */
    boolean isBeforeTracking() {
        return priority < CONNTRACK && (hook == Hook.PREROUTING || hook == Hook.OUTPUT) || hook == Hook.INGRESS;
    }

    /** Whether another table's chain is called from the same place: which was made first no listing tells. */
    boolean isTiedWith(Station other) {
        return table != other.table && hook == other.hook && priority == other.priority;
    }
}
