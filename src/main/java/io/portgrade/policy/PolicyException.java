package io.portgrade.policy;

/** A policy file that cannot be used; the message starts with {@code file:line:}. */
public final class PolicyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param line counted from 1 */
    public PolicyException(String file, int line, String reason) {
        super(file + ":" + line + ": " + reason);
    }
}
