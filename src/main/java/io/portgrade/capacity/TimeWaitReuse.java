package io.portgrade.capacity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * When {@code connect()} may take a port whose last connection is still in TIME_WAIT.
 * Source: {@code Documentation/networking/ip-sysctl.rst, v6.14}, {@code tcp_tw_reuse}.
 */
public enum TimeWaitReuse {
    NEVER("never"),
    ALWAYS("always"),
    /** Only to 127.0.0.0/8 and ::1; the host's other own addresses do not count. */
    LOOPBACK_ONLY("loopback-only");

    private final String id;

    TimeWaitReuse(String id) {
        this.id = id;
    }

    @JsonValue
    public String id() {
        return id;
    }

    /** The meaning of a value of {@code tcp_tw_reuse}; empty for one that the kernel refuses. */
    public static Optional<TimeWaitReuse> find(long value) {
        return value >= 0 && value < values().length ? Optional.of(values()[(int) value]) : Optional.empty();
    }

    /** Before Linux 4.19 any number but 0 was on, everywhere. {@code net/ipv4/tcp_ipv4.c, v4.18, tcp_twsk_unique}. */
    public static TimeWaitReuse ofOldKernel(long value) {
        return value == 0 ? NEVER : ALWAYS;
    }
}
