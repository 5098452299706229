package io.portgrade.capacity;

import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;

/**
 * The ports that the kernel can hand out to connections with one source and one destination. A range of one port gives one
 * connection (measured on Linux 6.18).
 *
 * @param range the configured ephemeral range
 * @param reserved ports left out of automatic choice, in the range or not
 * @param listening ports held by bound TCP sockets, in the range or not
 * @param byParity whether even and odd ports are sought apart, as Linux does since 4.2
 */
public record UsablePorts(PortRange range, PortSet reserved, PortSet listening, boolean byParity) {

    /** Ports of a current kernel. */
    public UsablePorts(PortRange range, PortSet reserved, PortSet listening) {
        this(range, reserved, listening, true);
    }

    public int reservedInRange() {
        return reserved.sizeWithin(range);
    }

    /** Listening ports in the range that are not reserved as well. */
    public int listeningInRange() {
        return listening.isEmpty() ? 0 : listening.minus(reserved).sizeWithin(range);
    }

    /** What is left when nothing listens: the ports that the settings alone allow. */
    public int assignable() {
        return Math.max(0, range.size() - oddPort() - reservedInRange());
    }

    /** E of the port model: what is left after reserved ports and listeners. */
    public int count() {
        return Math.max(0, assignable() - listeningInRange());
    }

    /** What the range and the reserved ports leave beside services: a port at which one listens is lost to it, reserved or not. */
    public int besideServices() {
        int forNothing = listening.isEmpty()
                ? reservedInRange()
                : reserved.minus(listening).sizeWithin(range);
        return Math.max(0, range.size() - oddPort() - forNothing);
    }

    public double reservedShare() {
        return (double) reservedInRange() / range.size();
    }

    /** Whether low and high are both even or both odd, at which a kernel that seeks by parity logs a warning. */
    public boolean hasSameParity() {
        return byParity && (range.size() & 1) == 1;
    }

    /** A range with an odd number of ports may lose one of them to the search in steps of two; of one port it is found. */
    private int oddPort() {
        return hasSameParity() && range.size() > 1 ? 1 : 0;
    }
}
