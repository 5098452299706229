package io.portgrade.snapshot;

/** The end that closes a connection first, and so is left with TIME_WAIT. */
public enum Closer {
    CLIENT,
    SERVER
}
