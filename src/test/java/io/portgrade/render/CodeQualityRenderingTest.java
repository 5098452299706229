package io.portgrade.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portgrade.report.AuditReport;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodeQualityRenderingTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final CodeQualityRendering CODE_QUALITY = new CodeQualityRendering();

    @Test
    void isValid() {
        AuditReport report = TestReports.proxy();

        assertThat(CodeQualityCheck.complaints(CODE_QUALITY.render(report))).isEmpty();
        assertThat(CodeQualityCheck.complaints(CODE_QUALITY.render(TestReports.saying(TestReports.HOSTILE, report))))
                .isEmpty();
        assertThat(CodeQualityCheck.complaints(CODE_QUALITY.render(TestReports.with(1_000))))
                .isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("GitHub's severity", report -> first(report).put("severity", "error")),
                fault("a line 0", report -> ((ObjectNode) report.at("/0/location/lines")).put("begin", 0)),
                fault("no path", report -> ((ObjectNode) report.at("/0/location")).remove("path")),
                fault("a path from here", report -> ((ObjectNode) report.at("/0/location")).put("path", "./a.conf")),
                fault("no fingerprint", report -> first(report).remove("fingerprint")),
                fault("one twice", report -> report.add(report.get(0))));
    }

    private static Arguments fault(String name, Consumer<ArrayNode> planted) {
        return Arguments.of(name, planted);
    }

    private static ObjectNode first(ArrayNode report) {
        return (ObjectNode) report.get(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void plantedFaultIsFound(String name, Consumer<ArrayNode> planted) throws IOException {
        ArrayNode report = (ArrayNode) JSON.readTree(CODE_QUALITY.render(TestReports.proxy()));
        planted.accept(report);

        assertThat(CodeQualityCheck.complaints(JSON.writeValueAsBytes(report))).isNotEmpty();
    }

    @Test
    void twoHostsShareNoFingerprint() throws IOException {
        AuditReport report = TestReports.proxy();
        Set<String> fingerprints = fingerprints(report);
        fingerprints.retainAll(fingerprints(TestReports.saying("other", report)));

        assertThat(fingerprints).isEmpty();
    }

    private static Set<String> fingerprints(AuditReport report) throws IOException {
        Set<String> fingerprints = new HashSet<>();
        for (JsonNode violation : JSON.readTree(CODE_QUALITY.render(report))) {
            fingerprints.add(violation.path("fingerprint").asText());
        }
        return fingerprints;
    }
}
