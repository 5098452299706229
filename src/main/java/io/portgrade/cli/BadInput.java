package io.portgrade.cli;

/** What the user gave cannot be used; the message says why. */
final class BadInput extends Exception {

    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message, null, false, false);
    }
}
