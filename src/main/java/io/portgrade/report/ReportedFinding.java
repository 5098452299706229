package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the report shows it.
 *
 * @param fingerprint 16 hexadecimal digits; the same for the same rule, settings and sources, whatever their values and lines
 * @param baselineState how it stands to an earlier report; null when none was sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportedFinding(
        String rule,
        Severity severity,
        String title,
        String explanation,
        List<Evidence> evidence,
        RemediationSteps remediation,
        String fingerprint,
        @Nullable BaselineState baselineState) {

    @JsonIgnore
    boolean isNew() {
        return baselineState == BaselineState.NEW;
    }

    /** Whether an earlier report has it too, so that no gate counts it. */
    @JsonIgnore
    public boolean isOld() {
        return baselineState == BaselineState.UNCHANGED;
    }

    ReportedFinding comparedTo(Baseline baseline) {
        return new ReportedFinding(
                rule, severity, title, explanation, evidence, remediation, fingerprint, baseline.stateOf(this));
    }
}
