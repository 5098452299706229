package io.portgrade.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Where a pool connects to. Two that are equal are one to the kernel; two names may still lead to the same address, since
 * names are never looked up.
 *
 * @param host an address or a name, however submitted: kept without brackets, an IPv6 address in its shortest form, an
 *     IPv4 address that was mapped into IPv6 as itself, a name in lower case
 * @param port 1 to 65535
 * @param protocol {@code tcp} or {@code udp}
 */
public record Destination(String host, int port, String protocol) implements Comparable<Destination> {

    public Destination {
        if (port < 1 || port > PortRange.MAX_PORT) {
            throw new IllegalArgumentException("not a port: " + port);
        }
        host = HostText.canonical(host);
    }

    /**
     * Whether connections to it take the loopback interface, which {@code tcp_tw_reuse = 2} covers: 127.0.0.0/8, ::1, the
     * unspecified addresses, and names such as localhost.
     */
    public boolean isLoopback() {
        return HostText.isLoopback(host);
    }

    public boolean isAddress() {
        return HostText.isAddress(host);
    }

    /** Whether it is an IPv6 address; false of a name. */
    public boolean isIpv6() {
        return HostText.isIpv6(host);
    }

    /**
     * Where the kernel connects to (measured on Linux 6.18): instead of 0.0.0.0 to the address that is bound, else to 127.0.0.1;
     * instead of :: to ::1.
     */
    Destination reachedFrom(@Nullable String boundAddress) {
        if (host.equals("::")) {
            return new Destination("::1", port, protocol);
        }
        if (!host.equals("0.0.0.0")) {
            return this;
        }
        return boundAddress != null && HostText.isAddress(boundAddress) && !HostText.isIpv6(boundAddress)
                ? new Destination(boundAddress, port, protocol)
                : new Destination("127.0.0.1", port, protocol);
    }

    /** Whether it is none of the addresses, so that only a look-up could tell which it means. */
    public boolean isName() {
        return !HostText.isAddress(host) && !isLoopback();
    }

    /** Whether it is a name without a dot: that of a host nearby, or one of this host's own. */
    public boolean isShortName() {
        return isName() && host.indexOf('.') < 0;
    }

    /** Whether a host of this name calls itself so: with its domain or without, whichever of the two the name is. */
    public boolean isNameOf(String name) {
        String other = HostText.canonical(name);
        return isName()
                && (host.equals(other)
                        || isShortName() && other.startsWith(host + ".")
                        || other.indexOf('.') < 0 && host.startsWith(other + "."));
    }

    /** Whether no connection is opened: UDP has no TIME_WAIT, no timestamps and no server that counts. */
    public boolean isUdp() {
        return protocol.equals("udp");
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
