package io.portgrade.firewall;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which packets a verdict is about. */
public enum PathKind {
    /** What comes in for connections that the host opened. */
    RETURN,
    /** What goes out for them. */
    EGRESS,
    /** Connections that others open to a port of the host. */
    NEW_INBOUND;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
