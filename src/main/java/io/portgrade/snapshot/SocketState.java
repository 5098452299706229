package io.portgrade.snapshot;

import com.fasterxml.jackson.annotation.JsonValue;

/** The states of a TCP socket, by their names in RFC 9293, section 3.3.2. */
public enum SocketState {
    LISTEN("listen"),
    SYN_SENT("syn-sent"),
    SYN_RECEIVED("syn-received"),
    ESTABLISHED("established"),
    FIN_WAIT_1("fin-wait-1"),
    FIN_WAIT_2("fin-wait-2"),
    CLOSE_WAIT("close-wait"),
    CLOSING("closing"),
    LAST_ACK("last-ack"),
    TIME_WAIT("time-wait"),
    CLOSED("closed"),
    /** The listing does not say, or says it in a word that is not known, as translated systems do. */
    UNKNOWN("unknown");

    private final String id;

    SocketState(String id) {
        this.id = id;
    }

    @JsonValue
    public String id() {
        return id;
    }

    /** Whether there is a peer, so that the socket is one end of a connection. */
    public boolean isConnection() {
        return this != LISTEN && this != CLOSED;
    }
}
