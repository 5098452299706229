package io.portgrade.firewall;

/** One of the two ends that a packet names. */
public enum End {
    SOURCE,
    DESTINATION
}
