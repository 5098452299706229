package io.portgrade.render;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Severity;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.report.Usage;
import io.portgrade.report.Usage.DestinationPorts;
import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A report in sections: what a reviewer wants to know first, the rest folded. */
final class MarkdownReport {

    private final AuditReport report;
    private final Markdown out = new Markdown();

    MarkdownReport(AuditReport report) {
        this.report = report;
    }

    String write() {
        writeGrade();
        writeTable();
        report.findings().forEach(this::writeFinding);
        if (report.remediation() != null) {
            writeRemediation(report.remediation());
        }
        if (report.capacity() != null) {
            MarkdownCapacity.write(report.capacity(), out);
        }
        if (report.usage() != null) {
            writeUsage(report.usage());
        }
        writeMissing();
        writeDiagnostics(report.diagnostics());
        return out.toString();
    }

    private void writeGrade() {
        out.block("## Grade " + report.grade().letter() + " – "
                + Markdown.prose(report.host().name()));
        out.block("**" + report.score() + " of 100 points**" + Headline.coverage(report) + ".");
        if (report.gate() != null) {
            out.block(
                    (report.gate().passed() ? "✅ Gate " : "❌ **Gate** ") + Headline.gate(report, report.gate()) + ".");
        }
    }

    private void writeTable() {
        if (report.findings().isEmpty()) {
            out.block("Nothing was found.");
            return;
        }
        out.block("| Severity | Finding | Where |\n| --- | --- | --- |\n"
                + report.findings().stream().map(MarkdownReport::row).collect(Collectors.joining("\n")));
    }

    private static String row(ReportedFinding finding) {
        return "| " + badge(finding) + " | " + Markdown.prose(finding.title()) + " | "
                + Markdown.codeInCell(FindingPlace.of(finding).toString()) + " |";
    }

    private static String badge(ReportedFinding finding) {
        Severity severity = finding.severity();
        String mark = switch (severity) {
            case CRITICAL, HIGH -> "🔴";
            case MEDIUM -> "🟠";
            case LOW -> "🟡";
            case INFO -> "🔵";
        };
        return mark + ' ' + severity.id() + (finding.isOld() ? " (old)" : "");
    }

    private void writeFinding(ReportedFinding finding) {
        out.block("### " + badge(finding) + ": " + Markdown.prose(finding.title()));
        out.block(Markdown.code(finding.rule()) + ": " + Markdown.prose(finding.explanation()));
        if (!finding.evidence().isEmpty()) {
            out.block(finding.evidence().stream().map(MarkdownReport::evidence).collect(Collectors.joining("\n")));
        }
        RemediationSteps fix = finding.remediation();
        out.block("**Fix:** " + Markdown.prose(fix.summary()));
        if (!fix.commands().isEmpty()) {
            out.fence("sh", String.join("\n", fix.commands()));
        }
    }

    private static String evidence(Evidence evidence) {
        return "- " + Markdown.code(FindingPlace.of(evidence).toString()) + ": "
                + Markdown.code(evidence.key() + " = " + evidence.value());
    }

    private void writeRemediation(CombinedRemediation remediation) {
        RemediationSteps steps = remediation.steps();
        out.block("### Everything that settings mend: grade "
                + remediation.gradeAfter().letter() + ", " + remediation.scoreAfter() + " points");
        if (steps.file() != null) {
            out.block("To keep it after a restart, in "
                    + Markdown.code(steps.file().path()) + ":");
            out.fence("ini", steps.file().content());
        }
        if (!steps.commands().isEmpty()) {
            out.block("At once:");
            out.fence("sh", String.join("\n", steps.commands()));
        }
        if (steps.ansible() != null) {
            open("As Ansible tasks");
            out.fence("yaml", steps.ansible());
            close();
        }
    }

    private void writeUsage(Usage usage) {
        out.block("### Sockets");
        out.block("TCP by state: " + UsageText.states(usage) + ". " + UsageText.summary(usage));
        if (usage.destinations().isEmpty()) {
            return;
        }
        open("Ports by destination"
                + (usage.destinationsLeftOut() > 0
                        ? ", without " + usage.destinationsLeftOut() + " that have fewer"
                        : ""));
        out.block("| Destination | Ports | In TIME_WAIT | Taken |\n| --- | --- | --- | --- |\n"
                + usage.destinations().stream().map(MarkdownReport::row).collect(Collectors.joining("\n")));
        close();
    }

    private static String row(DestinationPorts destination) {
        return "| " + Markdown.codeInCell(UsageText.name(destination)) + " | " + destination.ports() + " | "
                + destination.timeWait() + " | " + Numerals.percent(destination.utilisation()) + " |";
    }

    private void writeMissing() {
        if (report.notAssessed().isEmpty()) {
            return;
        }
        open(Missing.heading(report));
        out.block(Missing.of(report).stream()
                .map(missing -> "- " + Markdown.code(missing.reason()) + ": "
                        + missing.rules().stream().map(Markdown::code).collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n")));
        close();
    }

    private void writeDiagnostics(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            return;
        }
        open("On what was submitted: " + Headline.count(diagnostics.size(), "remark", "remarks"));
        out.block(diagnostics.stream()
                .map(diagnostic -> "- "
                        + Markdown.code(new FindingPlace(diagnostic.source(), diagnostic.line()).toString()) + ": "
                        + Markdown.prose(diagnostic.message()))
                .collect(Collectors.joining("\n")));
        close();
    }

    /** Folds what follows; the empty line after it makes GitHub read Markdown again. */
    private void open(String summary) {
        out.block("<details><summary>" + summary + "</summary>");
    }

    private void close() {
        out.block("</details>");
    }
}
