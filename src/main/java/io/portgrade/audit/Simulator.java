package io.portgrade.audit;

import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.GateTerms;
import io.portgrade.report.Simulation;
import io.portgrade.snapshot.HostSnapshot;

/** Audits a host as it is and as it would be. Safe for use by several threads; blocks on nothing. */
public final class Simulator {

    private final Auditor auditor;

    public Simulator(Auditor auditor) {
        this.auditor = auditor;
    }

    /**
     * Both reports and what changes.
     *
     * @param terms what both reports are held against
     */
    public Simulation simulate(HostSnapshot before, HostSnapshot after, Policy policy, GateTerms terms) {
        AuditReport first = auditor.audit(before, policy, terms);
        return Simulation.of(first, auditor.audit(after, policy, terms));
    }
}
