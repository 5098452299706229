package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PlansIT {

    private static final String PLANS = "/v1/plans";

    @TestHTTPResource("")
    URI base;

    @Test
    void textIsPlannedFor() {
        HttpResponse<byte[]> response = http().post(PLANS + "?target=A&host=web-17", Http.TEXT, Http.SYSCTL);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        JsonNode plan = Http.json(response);
        assertThat(plan.at("/host/name").asText()).isEqualTo("web-17");
        assertThat(plan.path("outcome").asText()).isEqualTo("reached");
        assertThat(plan.path("proven").asBoolean()).isTrue();
        assertThat(plan.path("steps")).hasSize(1);
        assertThat(plan.at("/steps/0/settings").toString()).isEqualTo("{\"net.ipv4.tcp_timestamps\":\"1\"}");
        assertThat(plan.at("/steps/0/risk").asText()).isEqualTo("new-connections");
        assertThat(plan.at("/steps/0/gradeAfter").asText()).isEqualTo("A");
        assertThat(plan.at("/apply/commands/0").asText()).isEqualTo("sysctl -w net.ipv4.tcp_timestamps=1");
        assertThat(plan.at("/apply/ansible").asText()).contains("ansible.posix.sysctl");
        assertThat(plan.at("/rollback/file/content").asText()).isEqualTo("net.ipv4.tcp_timestamps = 0\n");
        assertThat(plan.has("shortfall")).isFalse();
    }

    @Test
    void theProofIsAnAudit() {
        JsonNode plan = Http.json(http().post(PLANS + "?target=A&host=h", Http.TEXT, Http.SYSCTL));
        String changed = Http.SYSCTL.replace("timestamps = 0", "timestamps = 1");
        JsonNode report = Http.json(http().post("/v1/audits?host=h", Http.TEXT, changed));

        assertThat(plan.at("/after/grade")).isEqualTo(report.path("grade"));
        assertThat(plan.at("/after/score")).isEqualTo(report.path("score"));
        assertThat(plan.path("remaining").findValuesAsText("rule"))
                .isEqualTo(report.path("findings").findValuesAsText("rule"));
    }

    @Test
    void partsAreReadToo() {
        String body = "--b\r\nContent-Disposition: form-data; name=\"sysctl\"\r\n\r\n" + Http.SYSCTL + "\r\n--b--\r\n";

        assertThat(http().post(PLANS + "?target=B", "multipart/form-data; boundary=b", body)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void firewallIsNoSetting() {
        String body = "{\"host\":{\"name\":\"h\",\"os\":\"linux\"},\"settings\":{\"net.ipv4.ip_local_port_range\":"
                + "\"32768 60999\"},\"firewall\":[{\"content\":\"*filter\\n:INPUT DROP [0:0]\\n:FORWARD DROP [0:0]\\n"
                + ":OUTPUT ACCEPT [0:0]\\nCOMMIT\\n\"}]}";

        JsonNode plan = Http.json(http().post(PLANS + "?target=A", Http.JSON, body));

        assertThat(plan.path("outcome").asText()).isEqualTo("not-reached");
        assertThat(plan.path("proven").asBoolean()).isTrue();
        assertThat(plan.path("steps")).isEmpty();
        assertThat(plan.at("/shortfall/findings").findValuesAsText("rule")).contains("firewall/return-traffic-gap");
        assertThat(plan.at("/shortfall/findings/0/remedy").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', is missing", "?target=, A+", "?target=E, 'A+, A, B, C, D, F'", "?target=A&minGrade=B, target"})
    void targetIsNeeded(String query, String remedy) {
        Http.assertProblem(http().post(PLANS + query, Http.TEXT, Http.SYSCTL), 400, "invalid-parameter", remedy);
    }

    @Test
    void perfectionIsAskedForInAnySpelling() {
        JsonNode plan = Http.json(http().post(PLANS + "?target=a%2B", Http.TEXT, Http.SYSCTL));

        assertThat(plan.path("target").asText()).isEqualTo("A+");
        assertThat(plan.path("outcome").asText()).isEqualTo("not-reached");
        assertThat(plan.at("/shortfall/notAssessed")).isNotEmpty();
    }

    @Test
    void whatCannotBeAuditedCannotBePlanned() {
        Http.assertProblem(http().post(PLANS + "?target=A", Http.TEXT, "hello"), 422, "nothing-readable", "sysctl -a");
        Http.assertProblem(http().post(PLANS + "?target=A", Http.JSON, "{}"), 400, "invalid-field", "/host");
        Http.assertProblem(
                http().post(PLANS + "?target=A&policy=x", Http.TEXT, Http.SYSCTL), 404, "unknown-policy", "default");
        Http.assertProblem(
                http().post(PLANS + "?target=A", Http.TEXT, Http.SYSCTL, "Accept", "text/html"),
                406,
                "not-acceptable",
                "application/json");
    }

    @Test
    void otherMethodsAreRefused() {
        HttpResponse<byte[]> response = http().send("DELETE", PLANS);

        Http.assertProblem(response, 405, "method-not-allowed", "use OPTIONS, POST");
        assertThat(response.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    private Http http() {
        return new Http(base);
    }
}
