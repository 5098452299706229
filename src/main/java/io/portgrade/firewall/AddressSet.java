package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** An immutable set of addresses of both families, kept as ascending ranges that neither overlap nor touch. */
public final class AddressSet {

    private final List<AddressRange> ranges;

    private AddressSet(List<AddressRange> ranges) {
        this.ranges = ranges;
    }

    /** The union of the ranges, which may overlap and come in any order. */
    public static AddressSet of(Collection<AddressRange> ranges) {
        List<AddressRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(AddressRange::low).thenComparing(AddressRange::high));
        List<AddressRange> merged = new ArrayList<>(sorted.size());
        for (AddressRange range : sorted) {
            AddressRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || !reaches(last, range)) {
                merged.add(range);
            } else if (range.high().compareTo(last.high()) > 0) {
                merged.set(merged.size() - 1, new AddressRange(last.low(), range.high()));
            }
        }
        return new AddressSet(List.copyOf(merged));
    }

    public static AddressSet of(AddressRange range) {
        return new AddressSet(List.of(range));
    }

    private static boolean reaches(AddressRange last, AddressRange next) {
        if (last.family() != next.family()) {
            return false;
        }
        return next.low().compareTo(last.high()) <= 0 || next.low().previous().equals(last.high());
    }

    public boolean contains(IpAddress address) {
        int at = lastFromOrBelow(address);
        return at >= 0 && ranges.get(at).contains(address);
    }

    /** Whether every address of a range is in the set. */
    public boolean covers(AddressRange range) {
        int at = lastFromOrBelow(range.low());
        return at >= 0 && ranges.get(at).contains(range.low()) && ranges.get(at).contains(range.high());
    }

    /** Whether any address of a range is in the set. */
    public boolean meets(AddressRange range) {
        int at = lastFromOrBelow(range.high());
        return at >= 0 && range.low().compareTo(ranges.get(at).high()) <= 0;
    }

    public boolean names(Family family) {
        return meets(AddressRange.all(family));
    }

    /** The index of the last range that begins at an address or below it; -1 when none does. */
    private int lastFromOrBelow(IpAddress address) {
        int from = 0;
        int to = ranges.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            if (ranges.get(middle).low().compareTo(address) <= 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return to;
    }

    /** Ascending, disjoint. */
    public List<AddressRange> ranges() {
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressSet that && ranges.equals(that.ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        return ranges.toString();
    }
}
