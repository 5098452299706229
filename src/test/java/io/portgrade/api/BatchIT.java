package io.portgrade.api;

import static io.portgrade.api.BatchClient.BAD;
import static io.portgrade.api.BatchClient.GOOD;
import static io.portgrade.api.BatchClient.LINES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a batch is answered. */
@QuarkusTest
class BatchIT {

    @TestHTTPResource("")
    URI base;

    @Inject
    BodyBudget budget;

    @Test
    void eachLineHasItsAnswerAndTheLastIsTheSummary() {
        List<JsonNode> answer = post("?minGrade=B", BAD + "\n\n{\"hots\":1}\n" + GOOD);

        assertThat(answer).extracting(line -> line.path("line").asInt()).containsExactly(1, 3, 4, 0);
        assertThat(answer.get(0).at("/report/gate/passed").asBoolean()).isFalse();
        assertThat(answer.get(1).at("/error/type").asText()).endsWith("unknown-property");
        assertThat(answer.get(1).at("/error/status").asInt()).isEqualTo(400);
        assertThat(answer.get(2).at("/report/host/name").asText()).isEqualTo("good");
        JsonNode summary = answer.get(3).path("summary");
        assertThat(summary.path("hosts").asInt()).isEqualTo(2);
        assertThat(summary.path("errors").asInt()).isEqualTo(1);
        assertThat(summary.path("submitted").asInt()).isEqualTo(3);
        assertThat(summary.path("failed").asInt()).isEqualTo(1);
        assertThat(summary.at("/grades/C").asInt()).isEqualTo(1);
        assertThat(summary.at("/worst/0/host").asText()).isEqualTo("bad");
        assertThat(summary.at("/worst/0/line").asInt()).isEqualTo(1);
        assertThat(summary.at("/commonFindings/0/rule").asText()).isEqualTo("reuse/without-timestamps");
        assertThat(summary.has("complete")).isFalse();
    }

    @Test
    void orderIsKeptWhenLinesTakeDifferentTimes() {
        StringBuilder body = new StringBuilder();
        for (int i = 1; i <= 300; i++) {
            String padding = i % 7 == 0 ? "# x\\n".repeat(5_000) : "";
            body.append("{\"host\":{\"name\":\"h")
                    .append(i)
                    .append("\"},\"sysctl\":\"")
                    .append(padding)
                    .append("net.ipv4.tcp_tw_reuse = 1\\nnet.ipv4.tcp_timestamps = 1\\n\"}\n");
        }
        List<JsonNode> answer = post("", body.toString());

        assertThat(answer).hasSize(301);
        for (int i = 1; i <= 300; i++) {
            assertThat(answer.get(i - 1).path("line").asInt()).isEqualTo(i);
            assertThat(answer.get(i - 1).at("/report/host/name").asText()).isEqualTo("h" + i);
        }
        assertThat(answer.get(300).at("/summary/worst")).hasSize(BatchSummary.MOST_WORST);
    }

    @Test
    void aLineThatIsTooLongIsOneLinesError() {
        String huge = "{\"host\":{\"name\":\"huge\"},\"sysctl\":\"" + "x".repeat(9 << 20) + "\"}";
        List<JsonNode> answer = post("", GOOD + "\n" + huge + "\n" + GOOD + "\n");

        assertThat(answer).hasSize(4);
        assertThat(answer.get(1).at("/error/status").asInt()).isEqualTo(413);
        assertThat(answer.get(2).at("/report/grade").isMissingNode()).isFalse();
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void nothingIsAnEmptyBatch() {
        List<JsonNode> answer = post("", "");
        assertThat(answer).hasSize(1);
        assertThat(answer.get(0).at("/summary/hosts").asInt(-1)).isZero();
        assertThat(answer.get(0).at("/summary/failed").isMissingNode()).isTrue();
    }

    @Test
    void whereAGateIsAskedForTheSummarySaysHowManyFailed() {
        for (String body : List.of("", "{}\n[]\n")) {
            for (String query : List.of("?minGrade=B", "?failOn=high")) {
                JsonNode summary =
                        post(query, body).stream().reduce((one, next) -> next).orElseThrow();
                assertThat(summary.at("/summary/hosts").asInt(-1)).isZero();
                assertThat(summary.at("/summary/failed").asInt(-1)).isZero();
            }
        }
    }

    @Test
    void whatIsWrongWithTheWholeIsAProblem() {
        Http http = new Http(base);
        Http.assertProblem(http.post("/v1/audits/batch", Http.JSON, GOOD), 415, "unsupported-media-type", "x-ndjson");
        Http.assertProblem(
                http.post("/v1/audits/batch?policy=nope", LINES, GOOD), 404, "unknown-policy", "db-client, default");
        Http.assertProblem(
                http.post("/v1/audits/batch?host=a", LINES, GOOD),
                400,
                "invalid-parameter",
                "policy, minGrade, failOn");
        Http.assertProblem(
                http.post("/v1/audits/batch", LINES, GOOD, "Accept", "text/html"), 406, "not-acceptable", LINES);
        Http.assertProblem(http.send("GET", "/v1/audits/batch"), 405, "method-not-allowed", "use OPTIONS, POST");
    }

    private List<JsonNode> post(String query, String body) {
        return BatchClient.post(base, query, body);
    }
}
