package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import jakarta.inject.Singleton;
import java.util.Map;

/** A page that shows the report; whole in itself, so that it may be kept as a file. */
@Singleton
public final class HtmlRendering implements Rendering {

    private final PageAssets assets = PageAssets.shipped();
    private final Templates templates = new Templates(assets);

    @Override
    public String id() {
        return "html";
    }

    @Override
    public String mediaType() {
        return "text/html;charset=UTF-8";
    }

    @Override
    public boolean isSlow() {
        return true;
    }

    @Override
    public Map<String, String> headers() {
        return assets.headers();
    }

    @Override
    public byte[] render(AuditReport report) {
        return templates
                .render("report.html", Map.of("page", ReportPage.of(report)))
                .getBytes(UTF_8);
    }
}
