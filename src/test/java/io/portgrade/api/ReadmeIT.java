package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadmeIT {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Path EXAMPLE = Path.of("docs/example");

    @TestHTTPResource("")
    URI base;

    @Test
    void exampleIsWhatTheServiceAnswers() throws IOException {
        byte[] request = Files.readAllBytes(EXAMPLE.resolve("request.json"));
        byte[] answer =
                new Http(base).post("/v1/audits?minGrade=B", Http.JSON, request).body();

        assertThat(comparable(answer)).isEqualTo(comparable(Files.readAllBytes(EXAMPLE.resolve("report.json"))));
    }

    @Test
    void readmeShowsTheExample() throws IOException {
        assertThat(Path.of("README.md"))
                .content()
                .contains(Files.readString(EXAMPLE.resolve("request.json")))
                .contains(Files.readString(EXAMPLE.resolve("report.json")));
    }

    /** Without what differs from audit to audit. */
    private static ObjectNode comparable(byte[] report) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(report);
        json.remove("id");
        json.remove("auditedAt");
        return json;
    }
}
