package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;

/** For a terminal: the text with colour. Only the client knows whether it has one, so only {@code ?format=} asks for it. */
@Singleton
public final class ColourTextRendering implements Rendering {

    @Override
    public String id() {
        return "text-color";
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
        return new TextReport(report, Palette.COLOUR).write().getBytes(StandardCharsets.UTF_8);
    }
}
