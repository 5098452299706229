package io.portgrade.snapshot;

/**
 * The TCP connections from one local address to one destination. Each has a local port of its own, so they are counted
 * by it.
 *
 * @param source the local address as listed, without brackets; IPv4 that is mapped into IPv6 as IPv4
 * @param destination with an address, IPv4 likewise
 * @param open local ports of those that are not yet or no longer in TIME_WAIT
 * @param timeWait local ports of those in TIME_WAIT
 * @param untold local ports of those of which the listing does not say their state in a word that is known
 * @param cut whether an address may be cut short, so that they may be those of several addresses
 * @param first where the first of them was read
 */
public record Connections(
        String source,
        Destination destination,
        LocalPorts open,
        LocalPorts timeWait,
        LocalPorts untold,
        boolean cut,
        SourceLocation first) {

    /** How many there are, in whatever state. */
    public int ports() {
        return open.size() + timeWait.size() + untold.size();
    }
}
