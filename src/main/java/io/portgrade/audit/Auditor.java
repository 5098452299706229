package io.portgrade.audit;

import io.portgrade.fact.Absence;
import io.portgrade.fact.FactAssembler;
import io.portgrade.fact.Facts;
import io.portgrade.fact.PortRemedy;
import io.portgrade.finding.Finding;
import io.portgrade.finding.Remediation;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.grade.Grade;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** @param minGrade the least grade that the host is to reach; null when none is asked for */
    public AuditReport audit(HostSnapshot snapshot, Policy policy, @Nullable Grade minGrade) {
        HostFirewalls firewalls = HostFirewalls.of(snapshot);
        Judgement judgement = judge(snapshot, firewalls, policy);
        return composer.compose(
                ids.get(),
                clock.instant(),
                snapshot,
                firewalls,
                policy,
                judgement.facts(),
                judgement.findings(),
                judgement.notAssessed(),
                mend(snapshot, firewalls, policy, judgement).orElse(null),
                minGrade);
    }

    private Judgement judge(HostSnapshot snapshot, HostFirewalls firewalls, Policy policy) {
        Facts facts = assembler.assemble(snapshot, firewalls, policy);
        RuleEngine.Evaluation evaluation = engine.evaluate(policy, facts);
        OperatingSystem os = snapshot.host().os();
        List<Finding> findings = evaluation.findings().stream()
                .filter(finding -> counts(finding.rule(), policy, snapshot.system()))
                .map(finding -> finding.withSeverity(policy.severityOf(finding.rule(), finding.severity())))
                .toList();
        Set<String> fired = findings.stream().map(Finding::rule).collect(Collectors.toSet());
        List<NotAssessed> notAssessed = coverage.notAssessed(facts, policy, os, fired, evaluation.failures());
        return new Judgement(facts, findings, notAssessed);
    }

    /**
     * Applies all remediations by settings and judges again, until none is left: what one setting hides, such as a port
     * range that the kernel refuses, shows only once it is mended. Where nothing is hidden, and what gives capacity stays, on
     * which rules of several topics depend, the shipped rules are known to leave just the other findings: no need to ask.
     */
    private Optional<Mending> mend(HostSnapshot snapshot, HostFirewalls firewalls, Policy policy, Judgement judgement) {
        Remediation all = judgement.remediation();
        if (!all.isBySettings()) {
            return Optional.empty();
        }
        if (onlyShipped && !judgement.hidesAnything() && !judgement.changesPorts() && !changesCapacity(all)) {
            return Optional.of(new Mending(all, composer.score(judgement.unmendable(), judgement.notAssessed())));
        }
        HostFirewalls same = firewalls.judgedAgain();
        Judgement mended = judge(snapshot.changed(all.settings(), all.removed()), same, policy);
        for (int round = 1; round < MOST_ROUNDS && mended.remediation().isBySettings(); round++) {
            all = all.then(mended.remediation());
            mended = judge(snapshot.changed(all.settings(), all.removed()), same, policy);
        }
        return Optional.of(new Mending(all, composer.score(mended.findings(), mended.notAssessed())));
    }

    private static boolean changesCapacity(Remediation remediation) {
        return remediation.settings().keySet().stream().anyMatch(GIVE_CAPACITY::contains);
    }

    /** Whether the policy wants the rule, and it is about this system or the one that its settings look like. */
    private boolean counts(String rule, Policy policy, OperatingSystem system) {
        return !policy.disables(rule) && catalogue.get(rule).appliesTo(system);
    }

    /** What the rules say about a host, in no particular order. */
    private record Judgement(Facts facts, List<Finding> findings, List<NotAssessed> notAssessed) {

        /** Whether a value that the rules could not use kept some of them from judging. */
        boolean hidesAnything() {
            return notAssessed.stream().anyMatch(rule -> rule.kind() == Absence.Kind.NOT_PARSABLE);
        }

        boolean changesPorts() {
            return facts.find(PortRemedy.class)
                    .filter(remedy -> !remedy.settings().isEmpty())
                    .isPresent();
        }

        List<Finding> unmendable() {
            return findings.stream()
                    .filter(finding -> !finding.remediation().isBySettings())
                    .toList();
        }

        Remediation remediation() {
            return Remediation.merged(
                    "Everything that kernel settings can mend, at once.",
                    findings.stream().map(Finding::remediation).toList());
        }
    }
}
