package io.portgrade.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** An immutable set of ports 0 to 65535, one bit each. */
public final class PortSet {

    private static final int WORDS = 1_024;
    private static final PortSet EMPTY = new PortSet(new long[WORDS]);
    private static final PortSet ALL = EMPTY.complement();

    private final long[] words;

    private PortSet(long[] words) {
        this.words = words;
    }

    public static PortSet empty() {
        return EMPTY;
    }

    public static PortSet all() {
        return ALL;
    }

    public static PortSet of(PortRange range) {
        return of(List.of(range));
    }

    /** The union of the ranges, which may overlap and come in any order. */
    public static PortSet of(Iterable<PortRange> ranges) {
        Iterator<PortRange> each = ranges.iterator();
        if (!each.hasNext()) {
            return EMPTY;
        }
        long[] words = new long[WORDS];
        each.forEachRemaining(range -> fill(words, range));
        return new PortSet(words);
    }

    /** The set whose bits are given: port p is bit p mod 64 of word p / 64. The array of 1,024 words is copied. */
    public static PortSet ofWords(long[] words) {
        return new PortSet(Arrays.copyOf(words, WORDS));
    }

    public PortSet union(PortSet other) {
        if (this == EMPTY || this == other) {
            return other;
        }
        if (other == EMPTY) {
            return this;
        }
        long[] result = words.clone();
        for (int i = 0; i < WORDS; i++) {
            result[i] |= other.words[i];
        }
        return new PortSet(result);
    }

    public PortSet intersect(PortSet other) {
        if (this == EMPTY || other == EMPTY) {
            return EMPTY;
        }
        long[] result = words.clone();
        for (int i = 0; i < WORDS; i++) {
            result[i] &= other.words[i];
        }
        return new PortSet(result);
    }

    public PortSet minus(PortSet other) {
        if (this == EMPTY || other == EMPTY) {
            return this;
        }
        long[] result = words.clone();
        for (int i = 0; i < WORDS; i++) {
            result[i] &= ~other.words[i];
        }
        return new PortSet(result);
    }

    public PortSet complement() {
        long[] result = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            result[i] = ~words[i];
        }
        return new PortSet(result);
    }

    /** This set with one more port. */
    public PortSet with(int port) {
        return contains(port) ? this : union(of(new PortRange(port, port)));
    }

    public boolean contains(int port) {
        return port >= 0 && port <= PortRange.MAX_PORT && (words[port >> 6] & 1L << port) != 0;
    }

    public boolean isEmpty() {
        return this == EMPTY || Arrays.equals(words, EMPTY.words);
    }

    public int size() {
        if (this == EMPTY) {
            return 0;
        }
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** The number of ports of this set inside a range. */
    public int sizeWithin(PortRange range) {
        if (this == EMPTY) {
            return 0;
        }
        int first = range.low() >> 6;
        int last = range.high() >> 6;
        int size = 0;
        for (int i = first; i <= last; i++) {
            long word = words[i];
            if (i == first) {
                word &= -1L << range.low();
            }
            if (i == last) {
                word &= -1L >>> (63 - (range.high() & 63));
            }
            size += Long.bitCount(word);
        }
        return size;
    }

    /** The ports as ascending ranges that neither overlap nor touch. */
    public List<PortRange> ranges() {
        List<PortRange> ranges = new ArrayList<>();
        int low = next(0, true);
        while (low <= PortRange.MAX_PORT) {
            int end = next(low, false);
            ranges.add(new PortRange(low, end - 1));
            low = next(end, true);
        }
        return ranges;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** The ranges joined by commas, as {@code ip_local_reserved_ports} takes them. */
    @Override
    public String toString() {
        return ranges().stream().map(PortRange::toString).collect(Collectors.joining(","));
    }

    /** The first port from {@code from} on that is in the set, or is not; 65536 when there is none. */
    private int next(int from, boolean present) {
        int at = from;
        while (at <= PortRange.MAX_PORT) {
            long word = (present ? words[at >> 6] : ~words[at >> 6]) & -1L << at;
            if (word != 0) {
                return (at & ~63) + Long.numberOfTrailingZeros(word);
            }
            at = (at & ~63) + 64;
        }
        return PortRange.MAX_PORT + 1;
    }

    private static void fill(long[] words, PortRange range) {
        int first = range.low() >> 6;
        int last = range.high() >> 6;
        long head = -1L << range.low();
        long tail = -1L >>> (63 - (range.high() & 63));
        if (first == last) {
            words[first] |= head & tail;
            return;
        }
        words[first] |= head;
        Arrays.fill(words, first + 1, last, -1L);
        words[last] |= tail;
    }
}
