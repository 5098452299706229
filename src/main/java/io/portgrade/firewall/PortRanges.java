package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ports as a rule names them: immutable, ascending ranges that neither overlap nor touch. A rule has few, so this is small
 * where a {@link io.portgrade.snapshot.PortSet} is 8 KiB.
 */
public final class PortRanges {

    public static final PortRanges NONE = new PortRanges(new int[0]);
    public static final PortRanges ALL = new PortRanges(new int[] {0, PortRange.MAX_PORT});

    /** Low and high ends by turns. */
    private final int[] ends;

    private PortRanges(int[] ends) {
        this.ends = ends;
    }

    public static PortRanges of(int low, int high) {
        return of(List.of(new PortRange(low, high)));
    }

    public static PortRanges of(int port) {
        return of(port, port);
    }

    /** The union of the ranges, which may overlap and come in any order. */
    public static PortRanges of(Collection<PortRange> ranges) {
        if (ranges.size() == 1) {
            PortRange only = ranges.iterator().next();
            return ofEnds(new int[] {only.low(), only.high()}, 2);
        }
        List<PortRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.naturalOrder());
        int[] ends = new int[2 * sorted.size()];
        int length = 0;
        for (PortRange range : sorted) {
            if (length > 0 && range.low() <= ends[length - 1] + 1) {
                ends[length - 1] = Math.max(ends[length - 1], range.high());
            } else {
                ends[length++] = range.low();
                ends[length++] = range.high();
            }
        }
        return ofEnds(ends, length);
    }

    private static PortRanges ofEnds(int[] ends, int length) {
        if (length == 0) {
            return NONE;
        }
        if (length == 2 && ends[0] == 0 && ends[1] == PortRange.MAX_PORT) {
            return ALL;
        }
        return new PortRanges(length == ends.length ? ends : Arrays.copyOf(ends, length));
    }

    public PortRanges intersect(PortRanges other) {
        if (this == ALL || other == NONE) {
            return other;
        }
        if (other == ALL || this == NONE) {
            return this;
        }
        int[] result = new int[ends.length + other.ends.length];
        int length = 0;
        int i = 0;
        int j = 0;
        while (i < ends.length && j < other.ends.length) {
            int low = Math.max(ends[i], other.ends[j]);
            int high = Math.min(ends[i + 1], other.ends[j + 1]);
            if (low <= high) {
                result[length++] = low;
                result[length++] = high;
            }
            if (ends[i + 1] < other.ends[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return ofEnds(result, length);
    }

    public PortRanges union(PortRanges other) {
        return complement().intersect(other.complement()).complement();
    }

    public PortRanges complement() {
        int[] result = new int[ends.length + 2];
        int length = 0;
        int next = 0;
        for (int i = 0; i < ends.length; i += 2) {
            if (next < ends[i]) {
                result[length++] = next;
                result[length++] = ends[i] - 1;
            }
            next = ends[i + 1] + 1;
        }
        if (next <= PortRange.MAX_PORT) {
            result[length++] = next;
            result[length++] = PortRange.MAX_PORT;
        }
        return ofEnds(result, length);
    }

    public boolean contains(int port) {
        int at = Arrays.binarySearch(ends, port);
        boolean between = (-1 - at) % 2 != 0;
        return at >= 0 || between;
    }

    public boolean isEmpty() {
        return ends.length == 0;
    }

    /** How many ranges there are. */
    public int count() {
        return ends.length / 2;
    }

    public int low(int index) {
        return ends[2 * index];
    }

    public int high(int index) {
        return ends[2 * index + 1];
    }

    public List<PortRange> toList() {
        List<PortRange> list = new ArrayList<>(count());
        for (int i = 0; i < count(); i++) {
            list.add(new PortRange(low(i), high(i)));
        }
        return list;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortRanges that && Arrays.equals(ends, that.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ends);
    }

    @Override
    public String toString() {
        return toList().stream().map(PortRange::toString).collect(Collectors.joining(","));
    }
}
