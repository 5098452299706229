package io.portgrade.snapshot;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** The distinct local ports of some connections, two bytes each: there may be many such sets, most of them tiny. */
public final class LocalPorts {

    private final char[] ascending;

    private LocalPorts(char[] ascending) {
        this.ascending = ascending;
    }

    /** Ports from 1 to 65535, in any order and as often as they come. */
    public static LocalPorts of(int... ports) {
        Builder builder = new Builder();
        for (int port : ports) {
            builder.add(port);
        }
        return builder.build();
    }

    public int size() {
        return ascending.length;
    }

    /** How many of them are in a set. */
    public int sizeWithin(PortSet ports) {
        int size = 0;
        for (char port : ascending) {
            size += ports.contains(port) ? 1 : 0;
        }
        return size;
    }

    /** In ascending order. */
    public void forEach(IntConsumer action) {
        for (char port : ascending) {
            action.accept(port);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalPorts that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }

    @Override
    public String toString() {
        return size() + " local ports";
    }

    /** Collects ports; linear in their number. */
    public static final class Builder {

        private char[] ports = new char[2];
        private int size;

        /** @throws IllegalArgumentException unless it is from 1 to 65535 */
        public void add(int port) {
            if (port < 1 || port > PortRange.MAX_PORT) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            if (size == ports.length) {
                ports = Arrays.copyOf(ports, 2 * size);
            }
            ports[size++] = (char) port;
        }

        public LocalPorts build() {
            return build(new BitSet());
        }

        /** @param without ports to leave out */
        public LocalPorts build(BitSet without) {
            char[] sorted = Arrays.copyOf(ports, size);
            Arrays.sort(sorted);
            int distinct = 0;
            for (char port : sorted) {
                if (!without.get(port) && (distinct == 0 || sorted[distinct - 1] != port)) {
                    sorted[distinct++] = port;
                }
            }
            return new LocalPorts(Arrays.copyOf(sorted, distinct));
        }
    }
}
