package io.portgrade.firewall;

/** Which way a packet goes, seen from the host. */
public enum Direction {
    INBOUND,
    OUTBOUND
}
