package io.portgrade.audit;

import io.portgrade.fact.PoolLoad;
import io.portgrade.finding.Finding;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.report.SettingChange;
import io.portgrade.snapshot.HostSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** Audits one host with many sets of changes, each once; what any of them is offered is a candidate from then on. */
final class Trials {

    private final Auditor auditor;
    private final HostSnapshot host;
    private final HostFirewalls firewalls;
    private final PoolLoad load;
    private final Policy policy;
    private final Candidates candidates;
    private final SearchBudget budget;
    private final LongSupplier nanoTime;
    private final long end;

    private final Map<ChangeSet, Trial> known = new HashMap<>();
    private final SortedSet<SettingChange> offered = new TreeSet<>();

    Trials(Auditor auditor, HostSnapshot host, Policy policy, SearchBudget budget, LongSupplier nanoTime) {
        this.auditor = auditor;
        this.host = host;
        this.firewalls = HostFirewalls.of(host).judgedAgain();
        this.load = PoolLoad.of(host);
        this.policy = policy;
        this.candidates = new Candidates(host);
        this.budget = budget;
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong() + budget.longest().toNanos();
    }

    /** Empty when this set is new and there is no budget left for it. */
    Optional<Trial> find(ChangeSet changes) {
        Trial trial = known.get(changes);
        if (trial != null) {
            return Optional.of(trial);
        }
        return isExhausted() ? Optional.empty() : Optional.of(audit(changes));
    }

    /** Whatever the budget. */
    Trial get(ChangeSet changes) {
        Trial trial = known.get(changes);
        return trial == null ? audit(changes) : trial;
    }

    boolean isExhausted() {
        return known.size() >= budget.mostTrials() || nanoTime.getAsLong() - end >= 0;
    }

    Collection<Trial> all() {
        return known.values();
    }

    /** All changes that were offered so far, safest first. */
    SortedSet<SettingChange> offered() {
        return offered;
    }

    private Trial audit(ChangeSet changes) {
        Judgement judgement = auditor.judge(changes.appliedTo(host), firewalls, load, policy);
        Trial trial = new Trial(
                changes,
                auditor.score(judgement),
                judgement.findings().stream().map(Finding::rule).toList(),
                candidates.of(judgement.findings()));
        known.put(changes, trial);
        offered.addAll(trial.offered());
        return trial;
    }
}
