package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** For reading, in a terminal or a log, without colour. */
@Singleton
public final class TextRendering implements Rendering {

    @Override
    public String id() {
        return "text";
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public byte[] render(AuditReport report) {
        return new TextReport(report, Palette.PLAIN).write().getBytes(StandardCharsets.UTF_8);
    }
}
