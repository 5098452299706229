package io.portgrade.report;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Severity;
import java.util.List;

/**
 * A finding as the report shows it.
 *
 * @param fingerprint 16 hexadecimal digits; the same for the same rule, settings and sources, whatever their values and lines
 */
public record ReportedFinding(
        String rule,
        Severity severity,
        String title,
        String explanation,
        List<Evidence> evidence,
        RemediationSteps remediation,
        String fingerprint) {}
