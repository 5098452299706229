package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of whose packet a rule before connection tracking has said NOTRACK: later rules see it as untracked, the earlier ones saw
 * it as invalid.
 */
final class Untracked {

    private final PortBits may = PortBits.none();
    private final PortBits must = PortBits.none();
    private PortRanges mayRanges = PortRanges.NONE;
    private PortRanges mustRanges = PortRanges.NONE;
    private boolean none = true;
    private boolean stale;

    boolean isNone() {
        return none;
    }

    /** @param doubted ports of which it is not certain that they come to the rule */
    void mark(PortBits ports, Hits hits, PortBits doubted) {
        may.addFrom(ports, hits.may());
        must.addFrom(ports, hits.must(), doubted);
        none = false;
        stale = true;
    }

    /** What {@link #between} costs, in looks at a rule. */
    int cost() {
        refresh();
        return mayRanges.count() + mustRanges.count();
    }

    private void refresh() {
        if (stale) {
            mayRanges = ranges(may);
            mustRanges = ranges(must);
            stale = false;
        }
    }

    /** What a rule hits, from what it hits before NOTRACK and after. */
    Hits between(Hits before, Hits after) {
        refresh();
        PortRanges sure = before.must()
                .intersect(mayRanges.complement())
                .union(after.must().intersect(mustRanges))
                .union(before.must().intersect(after.must()));
        PortRanges possible = before.may()
                .intersect(mustRanges.complement())
                .union(after.may().intersect(mayRanges));
        return sure.equals(possible) ? Hits.exactly(sure) : new Hits(sure, possible);
    }

    private static PortRanges ranges(PortBits bits) {
        List<PortRange> ranges = new ArrayList<>();
        int low = bits.next(0);
        while (low <= PortBits.LAST) {
            int high = bits.sameUntil(low);
            ranges.add(new PortRange(low, high));
            low = high == PortBits.LAST ? PortBits.LAST + 1 : bits.next(high + 1);
        }
        return PortRanges.of(ranges);
    }
}
