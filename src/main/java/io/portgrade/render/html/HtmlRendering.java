package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A page that shows the report; whole in itself, so that it may be kept as a file. */
@Singleton
public final class HtmlRendering implements Rendering {

    private final PageAssets assets = PageAssets.shipped();
    private final Templates templates;
    private final Rendering kept;

    /** @param service the address under which people reach the service, for reports that are kept elsewhere; empty when unknown */
    @Inject
    public HtmlRendering(@ConfigProperty(name = "portgrade.public-url") Optional<URI> service) {
        String site = service.map(HtmlRendering::site).orElse(null);
        this.templates = new Templates(assets, Objects.requireNonNullElse(site, ""));
        this.kept = site == null ? new HtmlRendering() : this;
    }

    /** Without links to a service. */
    private HtmlRendering() {
        this.templates = new Templates(assets, null);
        this.kept = this;
    }

    private static String site(URI service) {
        return service.toString().replaceFirst("/$", "");
    }

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
    public Rendering kept() {
        return kept;
    }

    @Override
    public byte[] render(AuditReport report) {
        return templates
                .render("report.html", Map.of("page", ReportPage.of(report)))
                .getBytes(UTF_8);
    }
}
