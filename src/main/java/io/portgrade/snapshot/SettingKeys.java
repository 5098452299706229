package io.portgrade.snapshot;

import java.util.List;

/** The settings that facts are made of, by the name their own system gives them. */
public final class SettingKeys {

    public static final String LOCAL_PORT_RANGE = "net.ipv4.ip_local_port_range";
    public static final String LOCAL_RESERVED_PORTS = "net.ipv4.ip_local_reserved_ports";
    public static final String UNPRIVILEGED_PORT_START = "net.ipv4.ip_unprivileged_port_start";
    public static final String TW_REUSE = "net.ipv4.tcp_tw_reuse";
    public static final String TW_REUSE_DELAY = "net.ipv4.tcp_tw_reuse_delay";
    public static final String TW_RECYCLE = "net.ipv4.tcp_tw_recycle";
    public static final String TIMESTAMPS = "net.ipv4.tcp_timestamps";
    public static final String FIN_TIMEOUT = "net.ipv4.tcp_fin_timeout";
    public static final String MAX_TW_BUCKETS = "net.ipv4.tcp_max_tw_buckets";
    public static final String RFC1337 = "net.ipv4.tcp_rfc1337";
    public static final String CONNTRACK_MAX = "net.netfilter.nf_conntrack_max";
    public static final String CONNTRACK_MAX_ALIAS = "net.nf_conntrack_max";
    public static final String CONNTRACK_ESTABLISHED = "net.netfilter.nf_conntrack_tcp_timeout_established";
    public static final String CONNTRACK_COUNT = "net.netfilter.nf_conntrack_count";
    public static final String OSRELEASE = "kernel.osrelease";
    public static final String HOSTNAME = "kernel.hostname";

    public static final String BSD_PORTRANGE_FIRST = "net.inet.ip.portrange.first";
    public static final String BSD_PORTRANGE_LAST = "net.inet.ip.portrange.last";
    public static final String BSD_PORTRANGE_RANDOMIZED = "net.inet.ip.portrange.randomized";
    public static final String BSD_RESERVED_HIGH = "net.inet.ip.portrange.reservedhigh";
    public static final String BSD_MSL = "net.inet.tcp.msl";
    public static final String BSD_OSTYPE = "kern.ostype";
    public static final String BSD_OSRELEASE = "kern.osrelease";
    public static final String BSD_HOSTNAME = "kern.hostname";

    /** First port of {@code netsh int ipv4 show dynamicport tcp}. */
    public static final String WINDOWS_DYNAMIC_PORT_START = "netsh.ipv4.dynamicport.tcp.start";
    /** Number of ports of {@code netsh int ipv4 show dynamicport tcp}. */
    public static final String WINDOWS_DYNAMIC_PORT_NUM = "netsh.ipv4.dynamicport.tcp.num";
    /** First port of {@code netsh int ipv4 show dynamicport udp}. */
    public static final String WINDOWS_UDP_PORT_START = "netsh.ipv4.dynamicport.udp.start";
    /** Number of ports of {@code netsh int ipv4 show dynamicport udp}. */
    public static final String WINDOWS_UDP_PORT_NUM = "netsh.ipv4.dynamicport.udp.num";
    /** RFC 1323 timestamps of {@code netsh int tcp show global}. */
    public static final String WINDOWS_TIMESTAMPS = "netsh.tcp.global.timestamps";

    private static final String TCPIP_PARAMETERS = "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\\";
    /** Highest port handed out, before Windows Vista. */
    public static final String WINDOWS_MAX_USER_PORT = TCPIP_PARAMETERS + "MaxUserPort";
    /** Seconds that a connection stays in TIME_WAIT. */
    public static final String WINDOWS_TIMED_WAIT_DELAY = TCPIP_PARAMETERS + "TcpTimedWaitDelay";

    private static final List<String> ALL = List.of(
            LOCAL_PORT_RANGE,
            LOCAL_RESERVED_PORTS,
            UNPRIVILEGED_PORT_START,
            TW_REUSE,
            TW_REUSE_DELAY,
            TW_RECYCLE,
            TIMESTAMPS,
            FIN_TIMEOUT,
            MAX_TW_BUCKETS,
            RFC1337,
            CONNTRACK_MAX,
            CONNTRACK_MAX_ALIAS,
            CONNTRACK_COUNT,
            CONNTRACK_ESTABLISHED,
            OSRELEASE,
            HOSTNAME,
            BSD_PORTRANGE_FIRST,
            BSD_PORTRANGE_LAST,
            BSD_PORTRANGE_RANDOMIZED,
            BSD_RESERVED_HIGH,
            BSD_MSL,
            BSD_OSTYPE,
            BSD_OSRELEASE,
            BSD_HOSTNAME,
            WINDOWS_DYNAMIC_PORT_START,
            WINDOWS_DYNAMIC_PORT_NUM,
            WINDOWS_UDP_PORT_START,
            WINDOWS_UDP_PORT_NUM,
            WINDOWS_TIMESTAMPS,
            WINDOWS_MAX_USER_PORT,
            WINDOWS_TIMED_WAIT_DELAY);

    private SettingKeys() {}

    /** Every key of this class. */
    public static List<String> all() {
        return ALL;
    }
}
