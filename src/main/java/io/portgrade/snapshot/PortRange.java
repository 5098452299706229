package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Ports from {@code low} to {@code high}, both inclusive.
 *
 * @param low 0 to 65535
 * @param high {@code low} to 65535
 */
public record PortRange(int low, int high) implements Comparable<PortRange> {

    public static final int MAX_PORT = 65_535;

    public PortRange {
        if (low < 0 || high > MAX_PORT || low > high) {
            throw new IllegalArgumentException("not a port range: " + low + "-" + high);
        }
    }

    public int size() {
        return high - low + 1;
    }

    public boolean contains(int port) {
        return low <= port && port <= high;
    }

    @Override
    public int compareTo(PortRange other) {
        return low == other.low ? Integer.compare(high, other.high) : Integer.compare(low, other.low);
    }

    /** {@code "a"} or {@code "a-b"}, as reports print ports. */
    @Override
    @JsonValue
    public String toString() {
        return low == high ? Integer.toString(low) : low + "-" + high;
    }
}
