package io.portgrade.render;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CategoryReport;
import io.portgrade.report.Gate;
import io.portgrade.report.HostReport;
import io.portgrade.report.RuleCounts;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OperatingSystem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a report in JSON, just as its annotations describe them. What most reports hold is written here, which is
 * faster than by annotations; what few hold, and then much of, is left to them.
 */
final class ReportFields {

    private final JsonOutput json;
    private final FindingFields findings;

    ReportFields(JsonOutput json) {
        this.json = json;
        this.findings = new FindingFields(json);
    }

    void write(AuditReport report) throws IOException {
        json.text("id", report.id());
        json.text("auditedAt", report.auditedAt().toString());
        json.object("host", report.host(), this::host);
        json.text("policy", report.policy());
        json.text("policyVersion", report.policyVersion());
        json.text("rulePack", report.rulePack());
        json.text("grade", report.grade().letter());
        json.text("worstCaseGrade", report.worstCaseGrade().letter());
        json.number("score", report.score());
        json.object("rules", report.rules(), this::rules);
        json.object("gate", report.gate(), this::gate);
        json.annotated("baseline", report.baseline());
        json.objects("categories", report.categories(), this::category);
        json.objects("findings", report.findings(), findings::finding);
        json.objects("notAssessed", report.notAssessed(), this::notAssessed);
        json.object("remediation", report.remediation(), findings::combined);
        json.object("capacity", report.capacity(), this::capacity);
        json.annotated("usage", report.usage());
        json.annotated("firewallDocuments", report.firewallDocuments());
        json.annotated("firewallAnalysis", report.firewallAnalysis());
        json.objects("diagnostics", report.diagnostics(), this::diagnostic);
    }

    private void host(HostReport host) throws IOException {
        json.text("name", host.name());
        json.text("os", id(host.os()));
        json.text("kernel", host.kernel());
        json.textByKey("labels", host.labels());
    }

    private void rules(RuleCounts rules) throws IOException {
        json.number("assessed", rules.assessed());
        json.number("applicable", rules.applicable());
    }

    private void gate(Gate gate) throws IOException {
        json.text("minGrade", letter(gate.minGrade()));
        json.text("failOn", gate.failOn() == null ? null : gate.failOn().id());
        json.flag("passed", gate.passed());
        json.textsUnlessEmpty("reasons", gate.reasons());
    }

    private void category(CategoryReport category) throws IOException {
        json.text("name", category.name());
        json.text("status", category.status().id());
        json.text("grade", letter(category.grade()));
    }

    private void notAssessed(NotAssessed rule) throws IOException {
        json.text("rule", rule.rule());
        json.text("kind", rule.kind().id());
        json.text("reason", rule.reason());
    }

    private void capacity(Capacity capacity) throws IOException {
        json.number("configuredPorts", capacity.configuredPorts());
        json.number("reservedPorts", capacity.reservedPorts());
        json.number("listenerPorts", capacity.listenerPorts());
        json.number("usablePorts", capacity.usablePorts());
        json.number("timeWaitSeconds", capacity.timeWaitSeconds());
        json.text("reuse", id(capacity.reuse()));
        json.number("connectionsPerDestination", capacity.connectionsPerDestination());
        json.number("connectionsPerSecondPerDestination", capacity.connectionsPerSecondPerDestination());
        json.number("connectionsPerSecondWithoutReuse", capacity.connectionsPerSecondWithoutReuse());
        json.annotatedUnlessEmpty("destinations", capacity.destinations());
        json.texts("assumptions", capacity.assumptions());
    }

    private void diagnostic(Diagnostic diagnostic) throws IOException {
        json.text("source", diagnostic.source());
        json.number("line", diagnostic.line());
        json.text("message", diagnostic.message());
    }

    private static @Nullable String letter(@Nullable Grade grade) {
        return grade == null ? null : grade.letter();
    }

    private static @Nullable String id(@Nullable OperatingSystem os) {
        return os == null ? null : os.id();
    }

    private static @Nullable String id(@Nullable TimeWaitReuse reuse) {
        return reuse == null ? null : reuse.id();
    }
}
