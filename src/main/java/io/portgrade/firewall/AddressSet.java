package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An immutable set of addresses of both families, kept as ascending ranges that neither overlap nor touch. */
public final class AddressSet {

    public static final AddressSet NONE = new AddressSet(List.of());

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

    /** Whether any address of another set is in this one. */
    public boolean meets(AddressSet other) {
        return ranges.size() < other.ranges.size()
                ? ranges.stream().anyMatch(other::meets)
                : other.ranges.stream().anyMatch(this::meets);
    }

    /** Whether every address of another set, all of them of one family, is in this one. */
    public boolean covers(AddressSet other, Family family) {
        return ranges.size() < other.ranges.size()
                ? without(family).noneMatch(other::meets)
                : other.ranges.stream().allMatch(this::covers);
    }

    /** The addresses of a family that are not in the set. */
    private Stream<AddressRange> without(Family family) {
        List<AddressRange> missing = new ArrayList<>();
        AddressRange all = AddressRange.all(family);
        IpAddress next = all.low();
        for (AddressRange range : ranges) {
            if (range.family() == family) {
                if (next.compareTo(range.low()) < 0) {
                    missing.add(new AddressRange(next, range.low().previous()));
                }
                if (range.high().equals(all.high())) {
                    return missing.stream();
                }
                next = range.high().next();
            }
        }
        missing.add(new AddressRange(next, all.high()));
        return missing.stream();
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
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
