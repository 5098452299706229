package io.portgrade.render;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.HostReport;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.report.Usage;
import io.portgrade.report.Usage.DestinationPorts;
import io.portgrade.snapshot.Diagnostic;
import java.util.Locale;

/** A report to be read from top to bottom. */
final class TextReport {

    private static final String INDENT = "  ";
    private static final String DEEP = "      ";
    private static final int MOST_DESTINATIONS = 10;

    private final AuditReport report;
    private final Palette palette;
    private final TextLines out = new TextLines();

    TextReport(AuditReport report, Palette palette) {
        this.report = report;
        this.palette = palette;
    }

    String write() {
        writeHead();
        report.findings().forEach(this::writeFinding);
        if (report.remediation() != null) {
            writeRemediation(report.remediation());
        }
        if (report.capacity() != null) {
            writeCapacity(report.capacity());
        }
        if (report.usage() != null) {
            writeUsage(report.usage());
        }
        writeMissing();
        writeDiagnostics();
        return out.toString();
    }

    private void writeHead() {
        out.line(palette.grade(report.grade(), "Grade " + report.grade().letter()) + INDENT + report.score()
                + " of 100 points" + Headline.coverage(report));
        out.wrapped("", host(report.host()) + ", policy " + report.policy());
        if (report.gate() != null) {
            boolean passed = report.gate().passed();
            out.line(palette.verdict(passed, "Gate " + Headline.gate(report, report.gate())));
        }
        if (report.findings().isEmpty()) {
            out.gap().line("Nothing was found.");
        }
    }

    private static String host(HostReport host) {
        StringBuilder text = new StringBuilder(host.name());
        if (host.os() != null) {
            text.append(", ").append(host.os().id());
        }
        if (host.kernel() != null) {
            text.append(' ').append(host.kernel());
        }
        return text.toString();
    }

    private void writeFinding(ReportedFinding finding) {
        String severity = finding.severity().id().toUpperCase(Locale.ROOT);
        out.gap();
        out.line(palette.severity(finding.severity(), severity)
                + (finding.isOld() ? " (old)" : "")
                + INDENT
                + palette.bold(VisibleText.line(finding.title()))
                + INDENT
                + palette.dim(VisibleText.line(finding.rule())));
        out.wrapped(INDENT, finding.explanation());
        for (Evidence evidence : finding.evidence()) {
            out.wrapped(
                    INDENT + "> ",
                    DEEP,
                    FindingPlace.of(evidence) + INDENT + evidence.key() + " = " + evidence.value());
        }
        RemediationSteps fix = finding.remediation();
        out.wrapped(INDENT + "Fix: ", INDENT + "     ", fix.summary());
        fix.commands().forEach(command -> out.verbatim(DEEP, command));
    }

    private void writeRemediation(CombinedRemediation remediation) {
        RemediationSteps steps = remediation.steps();
        heading("Everything that settings mend: grade "
                + remediation.gradeAfter().letter() + ", " + remediation.scoreAfter() + " points");
        if (steps.file() != null) {
            out.wrapped(INDENT, "To keep it after a restart, in " + steps.file().path() + ":");
            out.verbatim(DEEP, steps.file().content());
        }
        if (!steps.commands().isEmpty()) {
            out.line(INDENT + "At once:");
            steps.commands().forEach(command -> out.verbatim(DEEP, command));
        }
    }

    private void writeCapacity(Capacity capacity) {
        heading("Ports");
        out.wrapped(INDENT, CapacityText.supply(capacity));
        capacity.destinations().forEach(this::writeCapacity);
        if (!capacity.assumptions().isEmpty()) {
            out.wrapped(INDENT, DEEP, CapacityText.assumed(capacity));
        }
    }

    private void writeCapacity(DestinationCapacity destination) {
        out.wrapped(
                INDENT,
                DEEP,
                CapacityText.name(destination) + ": open at once: " + CapacityText.measure(destination.concurrency())
                        + "; a second: " + CapacityText.measure(destination.rate())
                        + "; ports taken: " + CapacityText.measure(destination.ports())
                        + "; first to run out: " + destination.bindingConstraint());
        destination.notes().forEach(note -> out.wrapped(DEEP + "- ", DEEP + INDENT, note));
    }

    private void writeUsage(Usage usage) {
        heading("Sockets");
        out.wrapped(INDENT, "TCP by state: " + UsageText.states(usage) + ".");
        out.wrapped(INDENT, UsageText.summary(usage));
        usage.destinations().stream().limit(MOST_DESTINATIONS).forEach(this::writeUsage);
        int more = usage.destinations().size() + usage.destinationsLeftOut() - MOST_DESTINATIONS;
        if (more > 0) {
            out.line(INDENT + more + " more destinations have fewer ports.");
        }
    }

    private void writeUsage(DestinationPorts destination) {
        out.wrapped(
                INDENT,
                DEEP,
                UsageText.name(destination) + ": " + Headline.count(destination.ports(), "port", "ports") + ", "
                        + destination.timeWait() + " in TIME_WAIT; " + Numerals.percent(destination.utilisation())
                        + " of the usable ones taken");
    }

    private void writeMissing() {
        if (report.notAssessed().isEmpty()) {
            return;
        }
        heading(Missing.heading(report));
        for (Missing missing : Missing.of(report)) {
            out.wrapped(INDENT, DEEP, missing.reason() + ": " + String.join(", ", missing.rules()));
        }
    }

    private void writeDiagnostics() {
        if (report.diagnostics().isEmpty()) {
            return;
        }
        heading("On what was submitted");
        for (Diagnostic diagnostic : report.diagnostics()) {
            FindingPlace place = new FindingPlace(diagnostic.source(), diagnostic.line());
            out.wrapped(INDENT, DEEP, place + ": " + diagnostic.message());
        }
    }

    private void heading(String text) {
        out.gap().line(palette.bold(text));
    }
}
