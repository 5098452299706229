package io.portgrade.firewall;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The flags of a TCP header that firewalls look at. RFC 9293, section 3.1. */
public enum TcpFlag {
    FIN,
    SYN,
    RST,
    PSH,
    ACK,
    URG,
    ECE,
    CWR;

    public int bit() {
        return 1 << ordinal();
    }

    public static int bits(Set<TcpFlag> flags) {
        return flags.stream().mapToInt(TcpFlag::bit).reduce(0, (a, b) -> a | b);
    }

    public static Optional<TcpFlag> find(String name) {
        for (TcpFlag flag : values()) {
            if (flag.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}
