package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Gate;
import io.portgrade.report.Rendering;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.Diagnostic;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * For the log of a GitHub Actions job, which turns each line into an annotation. Every line is a command, so nothing that
 * was submitted can be one. GitHub Docs, "Workflow commands for GitHub Actions"; escaping: actions/toolkit,
 * {@code packages/core/src/command.ts}. GitHub shows ten annotations of each level a step: the most severe come first. What
 * stands in no file of the client's is told with its place, as nothing can be annotated there.
 */
@Singleton
public final class GithubRendering implements Rendering {

    @Override
    public String id() {
        return "github";
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public boolean standsForItsMediaType() {
        return false;
    }

    @Override
    public byte[] render(AuditReport report) {
        StringBuilder lines = new StringBuilder();
        Gate gate = report.gate();
        if (gate != null && !gate.passed()) {
            append(lines, "error", null, "Portgrade gate", Headline.gate(report, gate));
        }
        report.findings().forEach(finding -> append(lines, finding));
        append(lines, "notice", null, "Portgrade", Headline.of(report));
        for (Diagnostic diagnostic : report.diagnostics()) {
            FindingPlace place = new FindingPlace(diagnostic.source(), diagnostic.line());
            append(lines, "notice", place, "Portgrade could not use all of it", diagnostic.message());
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder lines, ReportedFinding finding) {
        append(
                lines,
                SeverityScale.annotation(finding.severity()),
                FindingPlace.of(finding),
                finding.title() + " (" + finding.rule() + ")",
                finding.explanation() + "\n" + finding.remediation().summary());
    }

    private static void append(
            StringBuilder lines, String command, @Nullable FindingPlace place, String title, String message) {
        lines.append("::").append(command).append(' ');
        FindingPlace file = place != null && place.isFile() ? place : null;
        if (file != null) {
            lines.append("file=").append(property(file.path())).append(',');
            if (file.hasLine()) {
                lines.append("line=").append(file.lineOrFirst()).append(',');
            }
        }
        lines.append("title=")
                .append(property(title))
                .append("::")
                .append(data(place == null || file != null ? message : place + ": " + message))
                .append('\n');
    }

    private static String property(String text) {
        return data(VisibleText.line(text)).replace(":", "%3A").replace(",", "%2C");
    }

    private static String data(String text) {
        return VisibleText.block(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
