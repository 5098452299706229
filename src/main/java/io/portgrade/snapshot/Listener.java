package io.portgrade.snapshot;

/**
 * A TCP socket that listens.
 *
 * @param address as printed, without port or brackets: {@code 0.0.0.0}, {@code *}, {@code ::1}, {@code fe80::1%eth0}
 * @param port 1 to 65535
 */
public record Listener(String address, int port, SourceLocation source) {

    /** Address and port, IPv6 in brackets. */
    public String endpoint() {
        return address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    }
}
