package io.portgrade.fact;

import io.portgrade.snapshot.KernelVersion;

/** The version of a Linux kernel. */
public record Kernel(KernelVersion version) {

    public boolean isAtLeast(int major, int minor) {
        return version.atLeast(major, minor);
    }

    /** Whether the ephemeral range ends at 60999 by default, as since Linux 4.2, and not at 61000. */
    public boolean isPastLegacyRange() {
        return isAtLeast(4, 2);
    }
}
