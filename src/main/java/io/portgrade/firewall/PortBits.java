package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.Arrays;

/** A set of ports that changes in place: what an evaluation works on. */
final class PortBits {

    /** The highest port. */
    static final int LAST = PortRange.MAX_PORT;

    private static final int WORDS = 1_024;

    private final long[] words;

    private PortBits(long[] words) {
        this.words = words;
    }

    static PortBits none() {
        return new PortBits(new long[WORDS]);
    }

    static PortBits all() {
        long[] words = new long[WORDS];
        Arrays.fill(words, -1L);
        return new PortBits(words);
    }

    static PortBits of(PortRanges ranges) {
        PortBits bits = none();
        bits.addFrom(all(), ranges);
        return bits;
    }

    PortBits copy() {
        return new PortBits(words.clone());
    }

    void add(PortBits other) {
        for (int i = 0; i < WORDS; i++) {
            words[i] |= other.words[i];
        }
    }

    void retain(PortBits other) {
        for (int i = 0; i < WORDS; i++) {
            words[i] &= other.words[i];
        }
    }

    void remove(PortBits other) {
        for (int i = 0; i < WORDS; i++) {
            words[i] &= ~other.words[i];
        }
    }

    /** Adds those ports of another set that are in the ranges. */
    void addFrom(PortBits other, PortRanges ranges) {
        for (int r = 0; r < ranges.count(); r++) {
            int low = ranges.low(r);
            int high = ranges.high(r);
            for (int i = low >> 6; i <= high >> 6; i++) {
                words[i] |= other.words[i] & mask(i, low, high);
            }
        }
    }

    /** Adds those ports of another set that are in the ranges and not in a third set. */
    void addFrom(PortBits other, PortRanges ranges, PortBits without) {
        for (int r = 0; r < ranges.count(); r++) {
            int low = ranges.low(r);
            int high = ranges.high(r);
            for (int i = low >> 6; i <= high >> 6; i++) {
                words[i] |= other.words[i] & ~without.words[i] & mask(i, low, high);
            }
        }
    }

    /** Adds the ports from {@code low} to {@code high}. */
    void add(int low, int high) {
        for (int i = low >> 6; i <= high >> 6; i++) {
            words[i] |= mask(i, low, high);
        }
    }

    void remove(PortRanges ranges) {
        for (int r = 0; r < ranges.count(); r++) {
            int low = ranges.low(r);
            int high = ranges.high(r);
            for (int i = low >> 6; i <= high >> 6; i++) {
                words[i] &= ~mask(i, low, high);
            }
        }
    }

    private static long mask(int word, int low, int high) {
        long mask = -1L;
        if (word == low >> 6) {
            mask &= -1L << low;
        }
        if (word == high >> 6) {
            mask &= -1L >>> 63 - (high & 63);
        }
        return mask;
    }

    boolean isEmpty() {
        for (long word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    boolean contains(int port) {
        return (words[port >> 6] & 1L << port) != 0;
    }

    /** The first port from {@code from} on that is in the set; 65536 when there is none. */
    int next(int from) {
        int at = from;
        while (at <= PortRange.MAX_PORT) {
            long word = words[at >> 6] & -1L << at;
            if (word != 0) {
                return (at & ~63) + Long.numberOfTrailingZeros(word);
            }
            at = (at & ~63) + 64;
        }
        return PortRange.MAX_PORT + 1;
    }

    /** The last port of those from {@code from} on that are all in the set, or all not. */
    int sameUntil(int from) {
        long flip = contains(from) ? -1L : 0;
        for (int i = from >> 6; i < WORDS; i++) {
            long different = (words[i] ^ flip) & (i == from >> 6 ? -1L << from : -1L);
            if (different != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(different) - 1;
            }
        }
        return LAST;
    }

    /** The first port from {@code from} on that is in this set and not in the other; 65536 when there is none. */
    int nextWithout(PortBits other, int from, int last) {
        for (int i = from >> 6; i <= last >> 6; i++) {
            long word = words[i] & ~other.words[i] & (i == from >> 6 ? -1L << from : -1L);
            if (word != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(word);
            }
        }
        return LAST + 1;
    }

    /** The last port of those from {@code from} on that are all in this set and not in the other. */
    int lastOfRunWithout(PortBits other, int from, int last) {
        for (int i = from >> 6; i <= last >> 6; i++) {
            long end = ~(words[i] & ~other.words[i]) & (i == from >> 6 ? -1L << from : -1L);
            if (end != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(end) - 1;
            }
        }
        return last;
    }

    PortSet toPortSet() {
        return PortSet.ofWords(words);
    }
}
