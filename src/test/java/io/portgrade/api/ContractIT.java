package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.portgrade.report.Rendering;
import io.quarkus.arc.All;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The committed contract is that of the code, and its examples are true. {@code ./mvnw verify -Dit.test=ContractIT
 * -Dcontract.update} rewrites both; once more when the examples changed, since the build puts them into the contract.
 */
@QuarkusTest
class ContractIT {

    private static final Path CONTRACT = Path.of("openapi/openapi.yaml");
    private static final Path EXAMPLES = Path.of("src/main/resources", ContractExample.FOLDER);
    private static final boolean UPDATE = System.getProperty("contract.update") != null;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int LISTED = 2;

    @TestHTTPResource("")
    URI base;

    @All
    List<Rendering> renderings;

    @Test
    void contractIsThatOfTheCode() throws IOException {
        String ofTheCode =
                new String(http().send("GET", "/q/openapi-of-the-code").body(), UTF_8);
        if (UPDATE) {
            Files.createDirectories(CONTRACT.getParent());
            Files.writeString(CONTRACT, ofTheCode);
        }

        assertThat(CONTRACT).as("-Dcontract.update rewrites it").content().isEqualTo(ofTheCode);
    }

    /** What the build put into the jar, which is the contract but for one that was just rewritten. */
    @Test
    void contractIsServed() throws IOException {
        String served = new String(http().send("GET", "/q/openapi").body(), UTF_8);
        JsonNode json = Http.json(http().send("GET", "/q/openapi?format=json"));

        assertThat(UPDATE || served.equals(Files.readString(CONTRACT))).isTrue();
        assertThat(json).isEqualTo(new YAMLMapper().readTree(served));
        assertThat(json.at("/paths/~1v1~1audits/post/operationId").asText()).isEqualTo("createAudit");
        assertThat(http().send("GET", "/q/openapi?format=xml").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemIsInTheContract(ProblemType type) throws IOException {
        assertThat(Files.readString(CONTRACT)).contains(type.uri().toString());
    }

    @Test
    void everyFormatIsInTheContract() throws IOException {
        String contract = Files.readString(CONTRACT);
        assertThat(renderings)
                .hasSizeGreaterThan(1)
                .allSatisfy(rendering -> assertThat(contract)
                        .contains("- " + rendering.id() + "\n")
                        .contains(rendering.mediaType().replace(";charset=UTF-8", "") + ":\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "listRules, /v1/rules?topic=time-wait",
        "getRule, /v1/rules/fin-timeout/too-long",
        "listPolicies, /v1/policies",
        "getPolicy, /v1/policies/default"
    })
    void exampleAnswersAreTrue(String operation, String path) throws IOException {
        HttpResponse<byte[]> response = http().send("GET", path);

        assertThat(response.statusCode()).isEqualTo(200);
        compare(operation + "-response.json", Http.json(response));
    }

    @Test
    void exampleReportIsTrue() throws IOException {
        byte[] request = Files.readAllBytes(EXAMPLES.resolve("createAudit-request.json"));
        ObjectNode report = (ObjectNode) Http.json(http().post("/v1/audits?minGrade=B", Http.JSON, request));
        report.put("id", "5f0c0d7e-6f0b-4e0e-9d6e-2f8a4c1b7a10").put("auditedAt", "2026-11-20T12:00:00Z");
        shorten(report, "notAssessed");
        shorten(report, "categories");

        compare("createAudit-response.json", report);
    }

    @Test
    void exampleSimulationIsTrue() throws IOException {
        byte[] request = Files.readAllBytes(EXAMPLES.resolve("createSimulation-request.json"));
        JsonNode simulation = Http.json(http().post("/v1/simulations", Http.JSON, request));
        for (String side : new String[] {"before", "after"}) {
            ObjectNode report = (ObjectNode) simulation.get(side);
            report.put("id", "5f0c0d7e-6f0b-4e0e-9d6e-2f8a4c1b7a10").put("auditedAt", "2026-11-20T12:00:00Z");
            shorten(report, "notAssessed");
            shorten(report, "categories");
        }

        compare("createSimulation-response.json", simulation);
    }

    @Test
    void examplePlanIsTrue() throws IOException {
        byte[] request = Files.readAllBytes(EXAMPLES.resolve("createPlan-request.json"));

        compare("createPlan-response.json", Http.json(http().post("/v1/plans?target=A", Http.JSON, request)));
    }

    /** A new rule is not to change the example. */
    private static void shorten(ObjectNode report, String list) {
        ArrayNode all = (ArrayNode) report.get(list);
        while (all.size() > LISTED) {
            all.remove(all.size() - 1);
        }
    }

    @ParameterizedTest
    @MethodSource
    void exampleRequestsWork(String file, String contentType) throws IOException {
        String body = Files.readString(EXAMPLES.resolve(file));

        assertThat(http().post("/v1/audits", contentType, body).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> exampleRequestsWork() {
        return Stream.of(
                Arguments.of("createAudit-request.json", Http.JSON),
                Arguments.of("createAudit-request.txt", Http.TEXT));
    }

    @Test
    void exampleFormWorks() throws IOException {
        StringBuilder form = new StringBuilder();
        JsonNode parts = Http.json(Files.readAllBytes(EXAMPLES.resolve("createAudit-request.multipart.json")));
        parts.properties()
                .forEach(part -> form.append("--b\r\nContent-Disposition: form-data; name=\"")
                        .append(part.getKey())
                        .append("\"\r\n\r\n")
                        .append(part.getValue().asText())
                        .append("\r\n"));

        HttpResponse<byte[]> response = http().post(
                        "/v1/audits",
                        "multipart/form-data; boundary=b",
                        form.append("--b--\r\n").toString());

        assertThat(response.statusCode()).isEqualTo(200);
    }

    private static void compare(String file, JsonNode actual) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        if (UPDATE) {
            Files.writeString(EXAMPLES.resolve(file), MAPPER.writer(printer).writeValueAsString(actual) + "\n");
        }
        assertThat(MAPPER.readTree(EXAMPLES.resolve(file).toFile()))
                .as("-Dcontract.update rewrites it")
                .isEqualTo(actual);
    }

    private Http http() {
        return new Http(base);
    }
}
