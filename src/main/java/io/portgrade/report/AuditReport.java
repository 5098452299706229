package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.capacity.Capacity;
import io.portgrade.grade.Grade;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.Diagnostic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The graded report of one host. The same request under the same rule pack gives the same report, {@code id} and
 * {@code auditedAt} aside.
 *
 * @param policy name of the policy that the host was held against
 * @param rulePack version of the shipped rules
 * @param grade of what was assessed
 * @param worstCaseGrade if everything that was not assessed turned out as badly as it can
 * @param score 0 to 100
 * @param rules how many judged, of those that could
 * @param gate null when nothing was asked for that it could fail
 * @param baseline what has changed since an earlier report; null when none was sent
 * @param findings by severity, then rule, then place
 * @param notAssessed by rule
 * @param remediation all remediations by settings together; null when no finding has one
 * @param background what pages show beside it
 * @param capacity null when the port range is not known
 * @param usage null when the port range is not known or no connection was listed
 * @param firewallDocuments by source; null when none was sent
 * @param firewallAnalysis by family, protocol and destination; null when no firewall could be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditReport(
        String id,
        Instant auditedAt,
        HostReport host,
        String policy,
        String policyVersion,
        String rulePack,
        Grade grade,
        Grade worstCaseGrade,
        int score,
        RuleCounts rules,
        @Nullable Gate gate,
        @Nullable BaselineComparison baseline,
        List<CategoryReport> categories,
        List<ReportedFinding> findings,
        List<NotAssessed> notAssessed,
        @Nullable CombinedRemediation remediation,
        @JsonIgnore Background background,
        @Nullable Capacity capacity,
        @Nullable Usage usage,
        @Nullable List<FirewallDocumentReport> firewallDocuments,
        @Nullable List<FirewallPath> firewallAnalysis,
        List<Diagnostic> diagnostics) {

    /** Whether any rule about the host itself could judge; without one, its grade says nothing. */
    public boolean judgesTheHost() {
        return categories.stream()
                .anyMatch(category -> category.status() != CategoryReport.Status.NOT_ASSESSED
                        && !category.name().equals(Categories.ABOUT_THE_REQUEST));
    }

    AuditReport comparedTo(Baseline earlier) {
        List<ReportedFinding> compared =
                findings.stream().map(finding -> finding.comparedTo(earlier)).toList();
        return copy(gate, BaselineComparison.of(earlier, compared), compared);
    }

    AuditReport with(Gate judged) {
        return copy(judged, baseline, findings);
    }

    private AuditReport copy(
            @Nullable Gate newGate, @Nullable BaselineComparison newBaseline, List<ReportedFinding> newFindings) {
        return new AuditReport(
                id,
                auditedAt,
                host,
                policy,
                policyVersion,
                rulePack,
                grade,
                worstCaseGrade,
                score,
                rules,
                newGate,
                newBaseline,
                categories,
                newFindings,
                notAssessed,
                remediation,
                background,
                capacity,
                usage,
                firewallDocuments,
                firewallAnalysis,
                diagnostics);
    }
}
