package io.portgrade.audit;

import io.portgrade.grade.Grade;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Simulation;
import io.portgrade.snapshot.HostSnapshot;
import org.jspecify.annotations.Nullable;

/** Audits a host as it is and as it would be. Safe for use by several threads; blocks on nothing. */
public final class Simulator {

    private final Auditor auditor;

    public Simulator(Auditor auditor) {
        this.auditor = auditor;
    }

    /**
     * Both reports and what changes.
     *
     * @param minGrade the least grade that the host is to reach; null when none is asked for
     */
    public Simulation simulate(HostSnapshot before, HostSnapshot after, Policy policy, @Nullable Grade minGrade) {
        AuditReport first = auditor.audit(before, policy, minGrade);
        return Simulation.of(first, auditor.audit(after, policy, minGrade));
    }
}
