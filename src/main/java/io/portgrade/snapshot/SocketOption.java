package io.portgrade.snapshot;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The socket options of outbound connections that decide which ports they take and how long they hold them. */
public enum SocketOption {
    /** SO_LINGER on with 0 seconds: closing sends RST, and no TIME_WAIT is left. */
    SO_LINGER,
    SO_REUSEADDR,
    SO_REUSEPORT,
    /** Puts the choice of a port off until connect(), {@code ip(7)}, since Linux 4.2. */
    IP_BIND_ADDRESS_NO_PORT,
    /** Narrows the ephemeral range for one socket, {@code ip(7)}, since Linux 6.3. */
    IP_LOCAL_PORT_RANGE;

    /** The option of that C name, in any case. */
    public static Optional<SocketOption> find(String name) {
        String constant = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(option -> option.name().equals(constant))
                .findFirst();
    }
}
