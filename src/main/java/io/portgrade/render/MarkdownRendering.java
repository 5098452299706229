package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** For the summary of a job or a comment on a change: GitHub Flavored Markdown, which GitLab reads as well. */
@Singleton
public final class MarkdownRendering implements Rendering {

    @Override
    public String id() {
        return "markdown";
    }

    @Override
    public String mediaType() {
        return "text/markdown;charset=UTF-8";
    }

    @Override
    public byte[] render(AuditReport report) {
        return new MarkdownReport(report).write().getBytes(StandardCharsets.UTF_8);
    }
}
