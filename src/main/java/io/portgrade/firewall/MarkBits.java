package io.portgrade.firewall;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Bits of the mark that rules may set, whichever packets they match.
 *
 * @param said by rules that say so, wherever they are; who else sets the others is not known, since a rule would hardly ask for
 *     what nobody sets
 * @param inbound by those of chains that packets may come to on their way in, what is not modelled among them
 * @param outbound likewise on their way out
 * @param tied by those of chains that packets may come to on their way out, before or after those of another table
 * @param besidesNat by those of tables that do more than translate addresses
 */
record MarkBits(int said, int inbound, int outbound, int tied, int besidesNat) {

    private record Place(Table table, Chain chain) {}

    static MarkBits of(List<Table> tables, List<Station> inbound, List<Station> outbound) {
        int said = 0;
        int besidesNat = 0;
        for (Table table : tables) {
            boolean more = !translatesOnly(table);
            for (Chain chain : table.chains().values()) {
                said |= said(chain);
                besidesNat |= more ? of(table, chain) : 0;
            }
        }
        return new MarkBits(said, reachable(inbound), reachable(outbound), reachable(tied(outbound)), besidesNat);
    }

    private static int said(Chain chain) {
        int bits = 0;
        for (Rule rule : chain.rules()) {
            bits |= rule.action() instanceof Action.Mark mark ? mark.bits() : 0;
        }
        return bits;
    }

    private static boolean translatesOnly(Table table) {
        return table.chains().values().stream().map(Chain::base).allMatch(base -> base == null || base.nat());
    }

    /** Neighbours in their order are enough: of one place all stand together. */
    private static List<Station> tied(List<Station> stations) {
        List<Station> tied = new ArrayList<>();
        for (int i = 1; i < stations.size(); i++) {
            Station one = stations.get(i - 1);
            Station other = stations.get(i);
            if (one.isTiedWith(other)) {
                tied.add(one);
                tied.add(other);
            }
        }
        return tied;
    }

    private static int reachable(List<Station> stations) {
        Deque<Place> waiting = new ArrayDeque<>();
        Set<Chain> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        stations.forEach(station -> waiting.add(new Place(station.table(), station.chain())));
        int bits = 0;
        while (!waiting.isEmpty()) {
            Place place = waiting.remove();
            if (seen.add(place.chain())) {
                bits |= of(place.table(), place.chain());
                for (Rule rule : place.chain().rules()) {
                    Chain next = place.table().chains().get(called(rule.action()));
                    if (next != null) {
                        waiting.add(new Place(place.table(), next));
                    }
                }
            }
        }
        return bits;
    }

    private static int of(Table table, Chain chain) {
        int bits = 0;
        for (Rule rule : chain.rules()) {
            String called = called(rule.action());
            boolean unknown = rule.action() instanceof Action.Unmodelled
                    || !called.isEmpty() && !table.chains().containsKey(called);
            bits |= unknown ? Action.Mark.ANY : rule.action() instanceof Action.Mark mark ? mark.bits() : 0;
        }
        return bits;
    }

    /** The chain that an action calls, or empty. */
    private static String called(Action action) {
        if (action instanceof Action.Jump jump) {
            return jump.chain();
        }
        return action instanceof Action.Goto goTo ? goTo.chain() : "";
    }
}
