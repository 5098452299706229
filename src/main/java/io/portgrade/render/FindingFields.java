package io.portgrade.render;

import io.portgrade.finding.Evidence;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.RemediationSteps.ConfigurationFile;
import io.portgrade.report.ReportedFinding;
import java.io.IOException;

/** The fields of findings and remediations. */
record FindingFields(JsonOutput json) {

    void finding(ReportedFinding finding) throws IOException {
        json.text("rule", finding.rule());
        json.text("severity", finding.severity().id());
        json.text("title", finding.title());
        json.text("explanation", finding.explanation());
        json.objects("evidence", finding.evidence(), this::evidence);
        json.object("remediation", finding.remediation(), this::steps);
        json.text("fingerprint", finding.fingerprint());
        json.text(
                "baselineState",
                finding.baselineState() == null ? null : finding.baselineState().id());
    }

    void combined(CombinedRemediation remediation) throws IOException {
        steps(remediation.steps());
        json.text("gradeAfter", remediation.gradeAfter().letter());
        json.number("scoreAfter", remediation.scoreAfter());
    }

    private void evidence(Evidence evidence) throws IOException {
        json.text("key", evidence.key());
        json.text("value", evidence.value());
        json.text("source", evidence.source());
        json.number("line", evidence.line());
    }

    private void steps(RemediationSteps steps) throws IOException {
        json.text("summary", steps.summary());
        json.textByKey("settings", steps.settings());
        json.textsUnlessEmpty("remove", steps.remove());
        json.annotatedUnlessEmpty("firewall", steps.firewall());
        json.texts("commands", steps.commands());
        json.object("file", steps.file(), this::file);
        json.text("ansible", steps.ansible());
    }

    private void file(ConfigurationFile file) throws IOException {
        json.text("path", file.path());
        json.text("content", file.content());
    }
}
