package io.portgrade.firewall;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A version of the Internet Protocol. */
public enum Family {
    IPV4(32),
    IPV6(128);

    private final int bits;

    Family(int bits) {
        this.bits = bits;
    }

    /** The length of an address. */
    public int bits() {
        return bits;
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
