package io.portgrade.snapshot;

/**
 * Where a pool connects to.
 *
 * @param host an address or a name as submitted, IPv6 without brackets; names are never looked up
 * @param port 1 to 65535
 * @param protocol {@code tcp} or {@code udp}
 */
public record Destination(String host, int port, String protocol) implements Comparable<Destination> {

    public Destination {
        if (port < 1 || port > PortRange.MAX_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    /** Whether it is an address that {@code tcp_tw_reuse = 2} covers, 127.0.0.0/8 or ::1; localhost means one of them. */
    public boolean isLoopback() {
        return host.startsWith("127.") || host.equals("::1") || host.equalsIgnoreCase("localhost");
    }

    @Override
    public int compareTo(Destination other) {
        int byText = toString().compareTo(other.toString());
        return byText != 0 ? byText : protocol.compareTo(other.protocol);
    }

    /** {@code host:port}, IPv6 in brackets. */
    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
