package io.portgrade.render.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Baseline;
import io.portgrade.report.GateTerms;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.SettingKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void ofAKeptReportNothingLeadsToAServiceOfUnknownAddress() {
        Document page = Jsoup.parse(
                new String(new HtmlRendering(Optional.empty()).kept().render(ReportSample.plain()), UTF_8));
        assertThat(page.select("a[href]").eachAttr("href")).allMatch(link -> link.startsWith("#"));
        URI service = URI.create("https://portgrade.example.net/");
        assertThat(new String(new HtmlRendering(Optional.of(service)).kept().render(ReportSample.plain()), UTF_8))
                .contains("\"https://portgrade.example.net/rules/");
    }

    @Test
    void aReportThatIsKeptElsewhereLeadsBack() {
        HtmlRendering rendering = new HtmlRendering(Optional.of(URI.create("https://portgrade.example.net/")));
        Document page = Jsoup.parse(new String(rendering.render(ReportSample.plain()), UTF_8));

        assertThat(page.select("a[href^=/]")).isEmpty();
        assertThat(page.select("a[href=https://portgrade.example.net/rules/reuse/without-timestamps]"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            B |      | Gate failed: B or better was asked for; the grade is C, below B.
              | high | Gate failed: nothing of severity high or worse was asked for; high reuse/without-timestamps: TIME_WAIT reuse is on but timestamps are off.
            C | critical | Gate passed: C or better and nothing of severity critical was asked for.
              |      | ''
            """)
    void gateTellsWhatWasAskedFor(@Nullable Grade minGrade, @Nullable String failOn, String words) {
        HostSnapshot host = TestAudits.linux("6.8.0", Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "0"));
        Severity severity = failOn == null ? null : Severity.valueOf(failOn.toUpperCase(Locale.ROOT));
        AuditReport report =
                TestAudits.AUDITOR.audit(host, TestAudits.policy("default"), new GateTerms(minGrade, severity, null));
        Document page = Jsoup.parse(new String(new HtmlRendering(Optional.empty()).render(report), UTF_8));

        assertThat(page.select(".gate").text()).isEqualTo(words);
    }

    @Test
    void oldFindingsAreToldAndSetAside() {
        HostSnapshot host = TestAudits.linux("6.8.0", Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "0"));
        AuditReport earlier = TestAudits.audit(host, "default");
        List<String> all =
                earlier.findings().stream().map(ReportedFinding::fingerprint).toList();
        AuditReport report = new GateTerms(Grade.B, null, Baseline.of(all)).applyTo(earlier);
        Document page = Jsoup.parse(new String(new HtmlRendering(Optional.empty()).render(report), UTF_8));

        assertThat(all).hasSize(1);
        assertThat(page.select(".gate").text())
                .isEqualTo("Gate passed: nothing new since the baseline; 1 old finding is set aside.");
        assertThat(page.select("article.finding h3 .tag").text()).isEqualTo("old");
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
