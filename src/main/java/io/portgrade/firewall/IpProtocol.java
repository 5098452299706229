package io.portgrade.firewall;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A protocol whose packets are judged; the number is IANA's. */
public enum IpProtocol {
    TCP(6),
    UDP(17),
    ICMPV6(58);

    private final int number;

    IpProtocol(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public boolean hasPorts() {
        return this != ICMPV6;
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
