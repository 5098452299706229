package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portgrade.report.AuditReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SarifRenderingTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SarifRendering SARIF = new SarifRendering(TestReports.CATALOGUE, TestReports.PAGES);

    /** GitHub's own rules are asked about these by {@code .ci/sarif}. */
    private static final Path FOR_GITHUB = Path.of("target/sarif");

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("proxy", TestReports.proxy()),
                Arguments.of("clean", TestReports.clean()),
                Arguments.of("hostile", TestReports.saying(TestReports.HOSTILE, TestReports.proxy())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void isValid(String name, AuditReport report) throws IOException {
        byte[] sarif = SARIF.render(report);
        Files.createDirectories(FOR_GITHUB);
        Files.write(FOR_GITHUB.resolve(name + ".sarif"), sarif);

        assertThat(SarifCheck.complaints(sarif)).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("no tool", run -> run.remove("tool")),
                fault("an unknown level", run -> result(run).put("level", "critical")),
                fault(
                        "a line 0",
                        run -> ((ObjectNode) run.at("/results/0/locations/0/physicalLocation/region"))
                                .put("startLine", 0)),
                fault("no message", run -> result(run).remove("message")),
                fault("an unknown property", run -> result(run).put("colour", "red")),
                fault("another rule's index", run -> result(run).put("ruleIndex", 0)),
                fault("no fingerprint", run -> result(run).remove("partialFingerprints")),
                fault("no place", run -> result(run).putArray("locations")));
    }

    private static Arguments fault(String name, Consumer<ObjectNode> planted) {
        return Arguments.of(name, planted);
    }

    private static ObjectNode result(JsonNode run) {
        return (ObjectNode) run.at("/results/0");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void plantedFaultIsFound(String name, Consumer<ObjectNode> planted) throws IOException {
        JsonNode log = JSON.readTree(SARIF.render(TestReports.proxy()));
        planted.accept((ObjectNode) log.at("/runs/0"));

        assertThat(SarifCheck.complaints(JSON.writeValueAsBytes(log))).isNotEmpty();
    }

    @Test
    void whatGithubWouldNotShowIsCutAndSaidSo() throws IOException {
        byte[] sarif = SARIF.render(TestReports.with(50_000));
        JsonNode run = JSON.readTree(sarif).at("/runs/0");

        assertThat(SarifCheck.complaints(sarif)).isEmpty();
        assertThat(run.path("results")).hasSize(SarifRendering.MAX_RESULTS);
        assertThat(run.at("/invocations/0/toolConfigurationNotifications/0/message/text")
                        .asText())
                .contains("first 5000 of 50000 findings");
        assertThat(fingerprints(run)).hasSize(SarifRendering.MAX_RESULTS);
    }

    @Test
    void asManyAsGithubShowsAreNotCut() throws IOException {
        JsonNode run = JSON.readTree(SARIF.render(TestReports.with(SarifRendering.MAX_RESULTS)))
                .at("/runs/0");

        assertThat(run.path("results")).hasSize(SarifRendering.MAX_RESULTS);
        assertThat(run.path("invocations").toString()).doesNotContain("results-cut");
    }

    @Test
    void fingerprintsOutliveValuesAndLines() throws IOException {
        AuditReport report = TestReports.proxy();
        JsonNode before = JSON.readTree(SARIF.render(report)).at("/runs/0");
        JsonNode after = JSON.readTree(SARIF.render(
                        TestReports.withFindings(report, report.findings().subList(2, 5))))
                .at("/runs/0");

        assertThat(fingerprints(before)).containsAll(fingerprints(after));
    }

    @Test
    void runsOfTwoHostsAreTwoCategories() throws IOException {
        JsonNode run = JSON.readTree(SARIF.render(TestReports.proxy())).at("/runs/0");

        assertThat(run.at("/automationDetails/id").asText()).startsWith("portgrade/proxy-3.example.net/");
    }

    /** GitHub wants a text of help of every rule, and shows the README beside results alone. */
    @Test
    void rulesThatFoundNothingComeWithoutTheirReadme() throws IOException {
        JsonNode run = JSON.readTree(SARIF.render(TestReports.proxy())).at("/runs/0");
        Set<String> found = new HashSet<>();
        run.path("results").forEach(result -> found.add(result.path("ruleId").asText()));
        Set<String> explained = new HashSet<>();
        for (JsonNode rule : run.at("/tool/driver/rules")) {
            assertThat(rule.at("/help/text").asText()).isNotBlank();
            if (rule.at("/help/markdown").asText().contains("## Why it matters")) {
                explained.add(rule.path("id").asText());
            }
        }

        assertThat(explained).isEqualTo(found).isNotEmpty();
    }

    @Test
    void withoutAnAddressRulesHaveNoPage() {
        RulePages unknown = new RulePages(Optional.empty());

        assertThat(new String(new SarifRendering(TestReports.CATALOGUE, unknown).render(TestReports.proxy()), UTF_8))
                .doesNotContain("helpUri");
    }

    private static Set<String> fingerprints(JsonNode run) {
        Set<String> fingerprints = new HashSet<>();
        run.path("results")
                .forEach(result -> fingerprints.add(result.at("/partialFingerprints/primaryLocationLineHash")
                        .asText()));
        return fingerprints;
    }
}
