package io.portgrade.fact;

import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.OperatingSystem;

/** The kernel that the host runs. */
record KernelFacts(Facts.Builder facts) {

    void assemble(Host host) {
        host.linuxVersion()
                .ifPresentOrElse(
                        version -> facts.add(new Kernel(version)), () -> facts.absent(Kernel.class, why(host)));
    }

    private static Absence why(Host host) {
        if (host.os() != null && host.os() != OperatingSystem.LINUX) {
            return Absence.notApplicable(host.os().id());
        }
        return host.kernel() == null
                ? Absence.notSubmitted("the kernel version")
                : new Absence(Absence.Kind.NOT_PARSABLE, "kernel version " + Excerpt.of(host.kernel()));
    }
}
