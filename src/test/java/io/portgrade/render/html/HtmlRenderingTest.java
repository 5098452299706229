package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** {@code -Dgolden.update} rewrites the golden. */
class HtmlRenderingTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/html/report.html");
    private static final String PAGE =
            new String(new HtmlRendering(Optional.empty()).render(ReportSample.plain()), UTF_8);
    private static final Document PARSED = Jsoup.parse(PAGE);

    @Test
    void contentIsTheGolden() throws IOException {
        String content = PAGE.substring(PAGE.indexOf("<main"), PAGE.indexOf("<script>"));
        if (System.getProperty("golden.update") != null) {
            Files.writeString(GOLDEN, content);
        }
        assertThat(content).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void styleAndScriptAreThoseThatThePolicyNames() {
        PageAssets assets = PageAssets.of(
                PARSED.select("style").first().data(),
                PARSED.select("script").first().data());

        assertThat(new HtmlRendering(Optional.empty()).headers()).isEqualTo(assets.headers());
        assertThat(PARSED.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .isEqualTo(assets.policy())
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void nothingIsLoadedOrDoneInline() {
        assertThat(PARSED.select("[style], [src], [onclick], [onload], link[rel=stylesheet]"))
                .isEmpty();
        assertThat(PAGE.getBytes(UTF_8)).hasSizeLessThan(100_000);
    }

    @Test
    void aReportThatIsKeptElsewhereLeadsBack() {
        HtmlRendering rendering = new HtmlRendering(Optional.of(URI.create("https://portgrade.example.net/")));
        Document page = Jsoup.parse(new String(rendering.render(ReportSample.plain()), UTF_8));

        assertThat(page.select("a[href^=/]")).isEmpty();
        assertThat(page.select("a[href=https://portgrade.example.net/rules/reuse/without-timestamps]"))
                .hasSize(1);
    }

    @Test
    void whatIsReferredToIsThere() {
        for (Element link : PARSED.select("a[href^=#]")) {
            assertThat(PARSED.getElementById(link.attr("href").substring(1)))
                    .as(link.outerHtml())
                    .isNotNull();
        }
        for (Element named : PARSED.select("[aria-labelledby]")) {
            for (String id : named.attr("aria-labelledby").split(" ", -1)) {
                assertThat(PARSED.getElementById(id)).as(id).isNotNull();
            }
        }
    }
}
