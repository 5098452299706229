package io.portgrade.snapshot;

/** How a setting was submitted; a later constant overrides an earlier one. */
public enum Origin {
    /** Read from the running kernel, or from one pasted text of which that is assumed. */
    RUNNING,
    /** Matched by a pattern in a configuration file that the host will load: it counts if the kernel has such a setting. */
    PATTERN,
    /** Written in a configuration file that the host will load. */
    INTENDED,
    /** Stated in the request's {@code settings}. */
    OVERRIDE;

    /** Whether it stands in a configuration file. */
    public boolean isFile() {
        return this == PATTERN || this == INTENDED;
    }
}
