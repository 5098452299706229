package io.portgrade.firewall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Who decided about which ports. Of several who decide about one port the first counts, so that there are never more
 * entries than ports, however many rules there are.
 */
final class Deciders {

    private static final int FIRST_CAPACITY = 16;

    private final PortBits claimed = PortBits.none();

    /** Each run of neighbouring ports as its lowest, its highest and the index of its decider; sorted when asked. */
    private long[] runs = new long[FIRST_CAPACITY];

    private Decider[] deciders = new Decider[FIRST_CAPACITY];
    private int size;
    private boolean sorted = true;

    /** Those of the ports that are in the ranges and have no decider yet get this one. */
    void note(PortBits ports, PortRanges within, Decider by) {
        int before = size;
        for (int r = 0; r < within.count(); r++) {
            int high = within.high(r);
            int low = ports.nextWithout(claimed, within.low(r), high);
            while (low <= high) {
                int end = Math.min(high, ports.lastOfRunWithout(claimed, low, high));
                append(low, end, by);
                low = end == high ? high + 1 : ports.nextWithout(claimed, end + 1, high);
            }
        }
        for (int i = before; i < size; i++) {
            claimed.add(low(runs[i]), high(runs[i]));
        }
    }

    /** The same as another says of those of the ports that have no decider yet. */
    void noteAll(Deciders other, PortBits ports) {
        for (int i = 0; i < other.size; i++) {
            long run = other.runs[i];
            note(ports, PortRanges.of(low(run), high(run)), other.deciders[index(run)]);
        }
    }

    private void append(int low, int high, Decider by) {
        if (size == runs.length) {
            runs = Arrays.copyOf(runs, 2 * size);
            deciders = Arrays.copyOf(deciders, 2 * size);
        }
        sorted &= size == 0 || high(runs[size - 1]) < low;
        deciders[size] = by;
        runs[size] = (long) low << 48 | (long) high << 32 | size;
        size++;
    }

    private static int low(long run) {
        return (int) (run >>> 48);
    }

    private static int high(long run) {
        return (int) (run >>> 32) & 0xFFFF;
    }

    private static int index(long run) {
        return (int) run;
    }

    @Nullable
    Decider at(int port) {
        int found = lastAtOrBelow(port);
        return found >= 0 && port <= high(runs[found]) ? deciders[index(runs[found])] : null;
    }

    /** The last of the ports from this one on about which the same is said. */
    int sameUntil(int port) {
        int found = lastAtOrBelow(port);
        if (found >= 0 && port <= high(runs[found])) {
            return high(runs[found]);
        }
        return found + 1 < size ? low(runs[found + 1]) - 1 : PortBits.LAST;
    }

    /** The index of the last run that begins at a port or below it; -1 when none does. */
    private int lastAtOrBelow(int port) {
        if (!sorted) {
            sort();
        }
        int from = 0;
        int to = size - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            if (low(runs[middle]) <= port) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return to;
    }

    /** As the lowest port stands in the highest bits, only its sign is in the way. */
    private void sort() {
        for (int i = 0; i < size; i++) {
            runs[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(runs, 0, size);
        for (int i = 0; i < size; i++) {
            runs[i] ^= Long.MIN_VALUE;
        }
        sorted = true;
    }
}
