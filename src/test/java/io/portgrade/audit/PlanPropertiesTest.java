package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.grade.Grade;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Plan;
import io.portgrade.report.Plan.Outcome;
import io.portgrade.report.PlanStep;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.SettingChange;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;

/** What must hold for the plan of every host. */
@Domain(RandomHosts.class)
@Domain(DomainContext.Global.class)
class PlanPropertiesTest {

    private static final int MOST_CANDIDATES = 7;
    private static final Planner PLANNER =
            new Planner(TestAudits.AUDITOR, new SearchBudget(20_000, Duration.ofMinutes(1)), () -> 0);

    @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
    void noOtherSetIsBetter(@ForAll HostSnapshot any, @ForAll Policy policy, @ForAll Grade target, @ForAll long seed) {
        HostSnapshot host = withFewSettings(any, seed);
        Optional<Map<ChangeSet, AuditReport>> every = everySet(host, policy);
        Statistics.label("compared").collect(every.isPresent());
        if (every.isEmpty()) {
            return;
        }
        Plan plan = plan(host, policy, target);
        ChangeSet planned = changesOf(plan);

        Statistics.label("outcome").collect(plan.outcome());
        assertThat(plan.proven()).isTrue();
        every.get().forEach((set, report) -> {
            if (plan.outcome() == Outcome.NOT_REACHED) {
                assertThat(report.grade().atLeast(target)).as(set.toString()).isFalse();
                assertThat(report.score())
                        .as(set.toString())
                        .satisfiesAnyOf(
                                score -> assertThat(score)
                                        .isLessThanOrEqualTo(plan.after().score()),
                                score -> assertThat(plan.after().grade()).isLessThan(report.grade()));
            } else if (report.grade().atLeast(target)) {
                assertThat(planned)
                        .as(set.toString())
                        .usingComparator(ChangeSet.BEST_FIRST)
                        .isLessThanOrEqualTo(set);
            }
        });
    }

    @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
    void proofIsTheAuditOfTheChangedHost(
            @ForAll HostSnapshot any, @ForAll Policy policy, @ForAll Grade target, @ForAll long seed) {
        HostSnapshot host = withFewSettings(any, seed);
        Plan plan = plan(host, policy, target);
        RemediationSteps apply = plan.apply();
        HostSnapshot changed = apply == null ? host : host.changed(apply.settings(), apply.remove());
        AuditReport report = TestAudits.AUDITOR.audit(changed, policy);

        assertThat(plan.after().grade()).isEqualTo(report.grade());
        assertThat(plan.after().score()).isEqualTo(report.score());
        assertThat(plan.remaining()).isEqualTo(report.findings());
        assertThat(plan.steps().isEmpty()).isEqualTo(apply == null);
        if (!plan.steps().isEmpty()) {
            PlanStep last = plan.steps().get(plan.steps().size() - 1);
            assertThat(last.gradeAfter()).isEqualTo(report.grade());
            assertThat(last.scoreAfter()).isEqualTo(report.score());
        }
    }

    @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
    void rollbackRestoresWhatWasSubmitted(
            @ForAll HostSnapshot any, @ForAll Policy policy, @ForAll Grade target, @ForAll long seed) {
        HostSnapshot host = withFewSettings(any, seed);
        Plan plan = plan(host, policy, target);
        if (plan.apply() == null || plan.rollback() == null) {
            return;
        }
        Map<String, String> restored = plan.rollback().settings();
        plan.apply().settings().keySet().forEach(key -> {
            String submitted =
                    host.settings().find(key).map(setting -> setting.value()).orElse(null);
            assertThat(restored.get(key)).isEqualTo(submitted);
            if (submitted == null) {
                assertThat(plan.rollback().notes()).anyMatch(note -> note.startsWith(key + " was not submitted"));
            }
        });
        assertThat(restored.keySet()).isSubsetOf(plan.apply().settings().keySet());
    }

    private static Plan plan(HostSnapshot host, Policy policy, Grade target) {
        return PLANNER.plan(host, policy, TestAudits.AUDITOR.audit(host, policy), target);
    }

    private static ChangeSet changesOf(Plan plan) {
        return new ChangeSet(plan.steps().stream()
                .map(step -> new SettingChange(step.settings(), step.remove()))
                .toList());
    }

    /** Few enough to try every combination. */
    private static HostSnapshot withFewSettings(HostSnapshot host, long seed) {
        Random random = new Random(seed);
        return host.changed(
                Map.of(),
                SettingKeys.all().stream().filter(key -> random.nextBoolean()).toList());
    }

    /** The report of every set of candidates, those included that only some sets reveal; empty when there are too many. */
    private static Optional<Map<ChangeSet, AuditReport>> everySet(HostSnapshot host, Policy policy) {
        Candidates candidates = new Candidates(host);
        Map<ChangeSet, AuditReport> reports = new HashMap<>();
        TreeSet<SettingChange> pool = new TreeSet<>();
        int known;
        do {
            known = pool.size();
            for (ChangeSet set : subsets(new ArrayList<>(pool))) {
                if (!reports.containsKey(set)) {
                    HostSnapshot changed = set.appliedTo(host);
                    AuditReport report = TestAudits.AUDITOR.audit(changed, policy);
                    reports.put(set, report);
                    report.findings()
                            .forEach(finding -> pool.addAll(candidates.offeredBy(
                                    finding.remediation().settings(),
                                    finding.remediation().remove())));
                }
            }
            if (pool.size() > MOST_CANDIDATES) {
                return Optional.empty();
            }
        } while (pool.size() > known);
        return Optional.of(reports);
    }

    private static List<ChangeSet> subsets(List<SettingChange> pool) {
        List<ChangeSet> sets = new ArrayList<>();
        for (int mask = 0; mask < 1 << pool.size(); mask++) {
            ChangeSet set = ChangeSet.NONE;
            boolean possible = true;
            for (int i = 0; i < pool.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    possible &= set.allows(pool.get(i));
                    set = set.with(pool.get(i));
                }
            }
            if (possible) {
                sets.add(set);
            }
        }
        return sets;
    }
}
