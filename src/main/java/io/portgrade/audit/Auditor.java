package io.portgrade.audit;

import io.portgrade.fact.FactAssembler;
import io.portgrade.fact.Facts;
import io.portgrade.fact.PoolLoad;
import io.portgrade.finding.Finding;
import io.portgrade.finding.Remediation;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.grade.Score;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.GateTerms;
import io.portgrade.report.Mending;
import io.portgrade.report.ReportComposer;
import io.portgrade.rule.Coverage;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleEngine;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Audits one host: facts, rules, findings, grade, report. Safe for use by several threads; blocks on nothing. */
public final class Auditor {

    /** Remedies that reveal others are few and in no circle; an operator's rules may be. */
    private static final int MOST_ROUNDS = 4;

    private static final Set<String> GIVE_CAPACITY =
            Set.of(SettingKeys.TW_REUSE, SettingKeys.CONNTRACK_MAX, SettingKeys.CONNTRACK_MAX_ALIAS);

    private final RuleCatalogue catalogue;
    private final RuleEngine engine;
    private final FactAssembler assembler;
    private final Coverage coverage;
    private final ReportComposer composer;
    private final boolean onlyShipped;
    private final Clock clock;
    private final Supplier<String> ids;

    /** @param ids yields a new report id at each call */
    public Auditor(RuleCatalogue catalogue, RuleEngine engine, Clock clock, Supplier<String> ids) {
        this.catalogue = catalogue;
        this.engine = engine;
        this.assembler = new FactAssembler(catalogue.namedSettings());
        this.coverage = new Coverage(catalogue);
        this.composer = new ReportComposer(catalogue);
        this.onlyShipped = !catalogue.hasOperatorRules();
        this.clock = clock;
        this.ids = ids;
    }

    /** The version of the shipped rules, as reports state it. */
    public String rulePack() {
        return catalogue.version();
    }

    /** Audits a host of which nothing is asked. */
    public AuditReport audit(HostSnapshot snapshot, Policy policy) {
        return audit(snapshot, policy, GateTerms.NONE);
    }

    /** Audits a host and holds its report against what a pipeline asks for. */
    public AuditReport audit(HostSnapshot snapshot, Policy policy, GateTerms terms) {
        HostFirewalls firewalls = HostFirewalls.of(snapshot);
        PoolLoad load = PoolLoad.of(snapshot);
        Judgement judgement = judge(snapshot, firewalls, load, policy);
        AuditReport report = composer.compose(
                ids.get(),
                clock.instant(),
                snapshot,
                firewalls,
                policy,
                judgement.facts(),
                judgement.findings(),
                judgement.notAssessed(),
                mend(snapshot, firewalls, load, policy, judgement).orElse(null));
        return terms.applyTo(report);
    }

    /** What the rules say, without a report: cheap enough to be asked again and again. */
    Judgement judge(HostSnapshot snapshot, HostFirewalls firewalls, PoolLoad load, Policy policy) {
        Facts facts = assembler.assemble(snapshot, firewalls, load, policy);
        RuleEngine.Evaluation evaluation = engine.evaluate(policy, facts);
        OperatingSystem os = snapshot.host().os();
        List<Finding> findings = new ArrayList<>();
        Set<String> fired = new HashSet<>();
        for (Finding finding : evaluation.findings()) {
            if (counts(finding.rule(), policy, snapshot.system())) {
                findings.add(finding.withSeverity(policy.severityOf(finding.rule(), finding.severity())));
                fired.add(finding.rule());
            }
        }
        List<NotAssessed> notAssessed = coverage.notAssessed(facts, policy, os, fired, evaluation.failures());
        return new Judgement(facts, findings, notAssessed);
    }

    /**
     * Applies all remediations by settings and judges again, until none is left: what one setting hides, such as a port
     * range that the kernel refuses, shows only once it is mended. Where nothing is hidden, and what gives capacity stays, on
     * which rules of several topics depend, the shipped rules are known to leave just the other findings: no need to ask.
     */
    private Optional<Mending> mend(
            HostSnapshot snapshot, HostFirewalls firewalls, PoolLoad load, Policy policy, Judgement judgement) {
        Remediation all = judgement.remediation();
        if (!all.isBySettings()) {
            return Optional.empty();
        }
        if (onlyShipped && !judgement.hidesAnything() && !judgement.changesPorts() && !changesCapacity(all)) {
            return Optional.of(new Mending(all, composer.score(judgement.unmendable(), judgement.notAssessed())));
        }
        HostFirewalls same = firewalls.judgedAgain();
        Judgement mended = judge(snapshot.changed(all.settings(), all.removed()), same, load, policy);
        for (int round = 1; round < MOST_ROUNDS && mended.remediation().isBySettings(); round++) {
            all = all.then(mended.remediation());
            mended = judge(snapshot.changed(all.settings(), all.removed()), same, load, policy);
        }
        return Optional.of(new Mending(all, composer.score(mended.findings(), mended.notAssessed())));
    }

    /** The mark that a report with this judgement carries. */
    Score score(Judgement judgement) {
        return composer.score(judgement.findings(), judgement.notAssessed());
    }

    private static boolean changesCapacity(Remediation remediation) {
        return remediation.settings().keySet().stream().anyMatch(GIVE_CAPACITY::contains);
    }

    /** Whether the policy wants the rule, and it is about this system or the one that its settings look like. */
    private boolean counts(String rule, Policy policy, OperatingSystem system) {
        return !policy.disables(rule) && catalogue.get(rule).appliesTo(system);
    }
}
