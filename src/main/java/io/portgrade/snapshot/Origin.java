package io.portgrade.snapshot;

/** How a setting was submitted; a later constant overrides an earlier one. */
public enum Origin {
    /** Read from the running kernel, or from one pasted text of which that is assumed. */
    RUNNING,
    /** Written in a configuration file that the host will load. */
    INTENDED,
    /** Stated in the request's {@code settings}. */
    OVERRIDE
}
