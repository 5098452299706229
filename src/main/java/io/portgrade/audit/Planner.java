package io.portgrade.audit;

import io.portgrade.grade.Grade;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.Plan;
import io.portgrade.report.PlanComposer;
import io.portgrade.report.PlanStep;
import io.portgrade.report.SettingChange;
import io.portgrade.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Finds the smallest set of changes of settings that brings a host to a grade, and proves it by auditing. Safe for use by
 * several threads; takes as long as its budget allows.
 */
public final class Planner {

    private final Auditor auditor;
    private final SearchBudget budget;
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime} */
    public Planner(Auditor auditor, SearchBudget budget, LongSupplier nanoTime) {
        this.auditor = auditor;
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    /**
     * The smallest plan, or the best that settings can do.
     *
     * @param before the report of this host under this policy
     */
    public Plan plan(HostSnapshot host, Policy policy, AuditReport before, Grade target) {
        Trials trials = new Trials(auditor, host, policy, budget, nanoTime);
        PlanSearch.Result found = new PlanSearch(trials, recommended(before), target).search();
        ChangeSet changes = found.best().changes();
        int audits = trials.all().size();
        AuditReport after = changes.size() == 0 ? before : auditor.audit(changes.appliedTo(host), policy);
        return PlanComposer.compose(
                host,
                target,
                steps(changes, trials, host),
                changes.remediation("All changes of the plan, at once."),
                before,
                after,
                found.complete(),
                audits);
    }

    private static ChangeSet recommended(AuditReport before) {
        CombinedRemediation combined = before.remediation();
        return combined == null
                ? ChangeSet.NONE
                : new ChangeSet(SettingChange.each(
                        combined.steps().settings(), combined.steps().remove()));
    }

    /** Safest first, so that ports are reserved, tables grown and timestamps on before anything relies on it. */
    private static List<PlanStep> steps(ChangeSet changes, Trials trials, HostSnapshot host) {
        List<PlanStep> steps = new ArrayList<>();
        Trial last = trials.get(ChangeSet.NONE);
        for (SettingChange change : changes.changes()) {
            Trial next = trials.get(last.changes().with(change));
            steps.add(PlanStep.of(steps.size() + 1, change, host, last.fired(), next.fired(), next.score()));
            last = next;
        }
        return steps;
    }
}
