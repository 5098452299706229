package io.portgrade.snapshot;

/**
 * The ephemeral range of a system that nobody has changed. Linux: {@code Documentation/networking/ip-sysctl.rst, v6.6},
 * ip_local_port_range. FreeBSD: {@code ip(4), FreeBSD 14}, net.inet.ip.portrange. macOS and Windows: IANA's range.
 */
public final class DefaultPorts {

    private static final PortRange LINUX = new PortRange(32_768, 60_999);
    private static final PortRange FREEBSD = new PortRange(10_000, PortRange.MAX_PORT);
    private static final PortRange IANA = new PortRange(49_152, PortRange.MAX_PORT);

    private DefaultPorts() {}

    public static PortRange of(OperatingSystem os) {
        return switch (os) {
            case LINUX -> LINUX;
            case FREEBSD -> FREEBSD;
            case MACOS, WINDOWS -> IANA;
        };
    }
}
