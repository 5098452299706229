package io.portgrade.report;

import io.portgrade.fact.Facts;
import io.portgrade.fact.FirewallTraffic;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Finding;
import io.portgrade.finding.Severity;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.grade.Grader;
import io.portgrade.grade.Score;
import io.portgrade.policy.Policy;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.HostSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts findings, coverage and capacity together into a report, in an order that depends on nothing but them. */
public final class ReportComposer {

    private static final Comparator<Evidence> PLACE = Comparator.comparing(Evidence::source)
            .thenComparingInt(evidence -> evidence.line() == null ? 0 : evidence.line())
            .thenComparing(Evidence::key)
            .thenComparing(Evidence::value);
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(finding -> finding.evidence().get(0), PLACE)
            .thenComparing(Finding::explanation);

    private final RuleCatalogue catalogue;
    private final Categories categories;

    public ReportComposer(RuleCatalogue catalogue) {
        this.catalogue = catalogue;
        this.categories = new Categories(catalogue);
    }

    /**
     * @param firewalls of the host
     * @param findings of enabled rules, with the policy's severities, in any order
     * @param mending null when no finding has a remediation by settings
     */
    public AuditReport compose(
            String id,
            Instant auditedAt,
            HostSnapshot snapshot,
            HostFirewalls firewalls,
            Policy policy,
            Facts facts,
            List<Finding> findings,
            List<NotAssessed> notAssessed,
            @Nullable Mending mending) {
        Map<String, Severity> worst = worstByRule(findings);
        Score score = Grader.grade(worst, categories.areComplete(notAssessed));
        return new AuditReport(
                id,
                auditedAt,
                HostReport.of(snapshot.host()),
                policy.name(),
                policy.version(),
                catalogue.version(),
                score.grade(),
                worstCase(worst, notAssessed, policy).grade(),
                score.points(),
                categories.count(notAssessed),
                null,
                null,
                categories.summarise(worst, notAssessed),
                reported(findings, snapshot),
                notAssessed,
                mending == null ? null : combined(mending, snapshot),
                Background.of(snapshot, facts, policy),
                CapacityEstimate.of(facts).orElse(null),
                Usage.of(facts).orElse(null),
                FirewallDocumentReport.of(firewalls),
                facts.find(FirewallTraffic.class)
                        .map(traffic -> FirewallPaths.of(traffic, firewalls.traffic()))
                        .orElse(null),
                diagnostics(snapshot, firewalls, facts));
    }

    /** The mark for these findings. */
    public Score score(List<Finding> findings, List<NotAssessed> notAssessed) {
        Map<String, Severity> worst = worstByRule(findings);
        return Grader.grade(worst, categories.areComplete(notAssessed));
    }

    private Score worstCase(Map<String, Severity> worst, List<NotAssessed> notAssessed, Policy policy) {
        Map<String, Severity> assumed = new HashMap<>(worst);
        for (NotAssessed rule : notAssessed) {
            if (rule.isOpen()) {
                Severity stated = catalogue.get(rule.rule()).severity();
                assumed.put(rule.rule(), policy.severityOf(rule.rule(), stated));
            }
        }
        return Grader.grade(assumed, categories.areComplete(notAssessed));
    }

    private List<ReportedFinding> reported(List<Finding> findings, HostSnapshot snapshot) {
        SysctlFiles files = SysctlFiles.of(snapshot);
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(ORDER);
        List<ReportedFinding> reported = new ArrayList<>(sorted.size());
        for (Finding finding : sorted) {
            reported.add(new ReportedFinding(
                    finding.rule(),
                    finding.severity(),
                    catalogue.get(finding.rule()).title(),
                    finding.explanation(),
                    finding.evidence(),
                    RemediationWriter.ofFinding(finding.remediation(), files),
                    Fingerprint.of(finding),
                    null));
        }
        return reported;
    }

    private static CombinedRemediation combined(Mending mending, HostSnapshot snapshot) {
        return new CombinedRemediation(
                RemediationWriter.write(mending.remediation(), snapshot),
                mending.after().grade(),
                mending.after().points());
    }

    private static Map<String, Severity> worstByRule(List<Finding> findings) {
        Map<String, Severity> worst = new HashMap<>();
        findings.forEach(finding -> worst.merge(finding.rule(), finding.severity(), Severity::worst));
        return worst;
    }

    private static List<Diagnostic> diagnostics(HostSnapshot snapshot, HostFirewalls firewalls, Facts facts) {
        List<Diagnostic> all = new ArrayList<>(snapshot.diagnostics());
        all.addAll(firewalls.diagnostics());
        all.addAll(facts.diagnostics());
        return all;
    }
}
