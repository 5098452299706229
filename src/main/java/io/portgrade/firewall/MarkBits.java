package io.portgrade.firewall;

import java.util.List;
import java.util.function.Predicate;

/**
 * Bits of the mark that rules may set, whichever packets they match.
 *
 * @param ofAll rules of all tables
 * @param besidesNat rules of tables that do more than translate addresses
 */
record MarkBits(int ofAll, int besidesNat) {

    static MarkBits of(List<Table> tables) {
        return new MarkBits(bits(tables, table -> true), bits(tables, table -> !translatesOnly(table)));
    }

    private static boolean translatesOnly(Table table) {
        return table.chains().values().stream().map(Chain::base).allMatch(base -> base == null || base.nat());
    }

    private static int bits(List<Table> tables, Predicate<Table> wanted) {
        return tables.stream().filter(wanted).mapToInt(MarkBits::of).reduce(0, (some, more) -> some | more);
    }

    private static int of(Table table) {
        int bits = 0;
        for (Chain chain : table.chains().values()) {
            for (Rule rule : chain.rules()) {
                bits |= of(rule.action(), table);
            }
        }
        return bits;
    }

    private static int of(Action action, Table table) {
        if (action instanceof Action.Mark mark) {
            return mark.bits();
        }
        String called = action instanceof Action.Jump jump
                ? jump.chain()
                : action instanceof Action.Goto goTo ? goTo.chain() : null;
        boolean unknown = action instanceof Action.Unmodelled
                || called != null && !table.chains().containsKey(called);
        return unknown ? Action.Mark.ANY : 0;
    }
}
