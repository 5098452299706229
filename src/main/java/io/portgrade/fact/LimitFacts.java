package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OpenFilesLimit;
import io.portgrade.snapshot.Section;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many files, and with them sockets, a process may open. */
record LimitFacts(HostSnapshot snapshot, Facts.Builder facts) {

    private static final Comparator<OpenFilesLimit> LOWEST_FIRST = Comparator.comparingLong(OpenFilesLimit::value)
            .thenComparing(OpenFilesLimit::source)
            .thenComparing(OpenFilesLimit::domain);

    void assemble(@Nullable EphemeralPorts ports) {
        snapshot.openFilesLimits().stream()
                .filter(limit -> limit.kind() == OpenFilesLimit.Kind.SOFT)
                .min(LOWEST_FIRST)
                .ifPresentOrElse(
                        limit -> facts.add(openFiles(limit, ports)), () -> facts.absent(OpenFiles.class, why()));
    }

    private OpenFiles openFiles(OpenFilesLimit limit, @Nullable EphemeralPorts ports) {
        String value = limit.value() == Long.MAX_VALUE ? "unlimited" : Long.toString(limit.value());
        return new OpenFiles(
                limit.value(),
                limit.domain(),
                hard(limit),
                ports != null && limit.value() < ports.usable(),
                snapshot.system(),
                List.of(Evidence.at(limit.source(), "nofile", value)));
    }

    /** The one stated in the same line, otherwise the only one of the domain. */
    private @Nullable Long hard(OpenFilesLimit soft) {
        List<OpenFilesLimit> all = snapshot.openFilesLimits().stream()
                .filter(limit -> limit.kind() == OpenFilesLimit.Kind.HARD)
                .filter(limit -> limit.domain().equals(soft.domain()))
                .toList();
        return all.stream()
                .filter(limit -> limit.source().equals(soft.source()) || all.size() == 1)
                .map(OpenFilesLimit::value)
                .findFirst()
                .orElse(null);
    }

    private Absence why() {
        return snapshot.has(Section.LIMITS)
                ? new Absence(
                        Absence.Kind.NOT_PARSABLE,
                        "no soft limit on open files stands in limits: send what ulimit -Sn prints, or /proc/PID/limits")
                : Absence.notSubmitted("limits");
    }
}
