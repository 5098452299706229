package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SimulationsIT {

    private static final String SIMULATIONS = "/v1/simulations";
    private static final String HOST = "\"host\":{\"name\":\"web-17\",\"os\":\"linux\",\"kernel\":\"6.8.0\"}";
    private static final String SETTINGS = "\"settings\":{\"net.ipv4.ip_local_port_range\":\"32768 60999\","
            + "\"net.ipv4.tcp_timestamps\":\"0\",\"net.ipv4.tcp_tw_reuse\":\"1\"}";

    @TestHTTPResource("")
    URI base;

    @Test
    void bothReportsAndWhatChanges() {
        JsonNode simulation = simulate(SETTINGS, "{\"settings\":{\"net.ipv4.tcp_timestamps\":\"1\"}}");

        assertThat(simulation.at("/before/grade").asText()).isEqualTo("C");
        assertThat(simulation.at("/after/grade").asText()).isEqualTo("A");
        assertThat(simulation.at("/changes/grade/before").asText()).isEqualTo("C");
        assertThat(simulation.at("/changes/grade/after").asText()).isEqualTo("A");
        assertThat(simulation.at("/changes/findings/gone").findValuesAsText("rule"))
                .contains("reuse/without-timestamps");
        assertThat(simulation.at("/changes/findings/added")).isEmpty();
        assertThat(simulation
                        .at("/changes/ceilings/connectionsPerSecondPerDestination/before")
                        .asDouble())
                .isEqualTo(470.5);
        assertThat(simulation
                        .at("/changes/ceilings/connectionsPerSecondPerDestination/after")
                        .asDouble())
                .isGreaterThan(20_000);
    }

    @Test
    void nullTakesAKeyOutOfWhateverSection() {
        JsonNode simulation = simulate(
                "\"sysctl\":\"net.ipv4.tcp_tw_reuse = 1\\nnet.ipv4.tcp_timestamps = 0\\n\"",
                "{\"settings\":{\"net.ipv4.tcp_timestamps\":null}}");

        assertThat(simulation.at("/changes/findings/gone").findValuesAsText("rule"))
                .contains("reuse/without-timestamps");
        assertThat(simulation.at("/after/notAssessed").findValuesAsText("rule")).contains("reuse/without-timestamps");
    }

    @Test
    void poolsAreReplacedByName() {
        String before = SETTINGS + ",\"pools\":[" + pool("orders", 500) + "," + pool("users", 10) + "]";
        JsonNode simulation = simulate(before, "{\"pools\":[" + pool("orders", 50) + "]}");

        JsonNode destination = simulation.at("/changes/ceilings/destinations/0");
        assertThat(destination.at("/before/rate/demand").asInt()).isEqualTo(510);
        assertThat(destination.at("/after/rate/demand").asInt()).isEqualTo(60);
        assertThat(simulation.at("/changes/findings/gone").findValuesAsText("rule"))
                .contains("capacity/rate");
    }

    @Test
    void firewallIsAssessedWhenAdded() {
        JsonNode simulation = simulate(
                SETTINGS,
                "{\"firewall\":[{\"content\":\"*filter\\n:INPUT DROP [0:0]\\n:FORWARD DROP [0:0]\\n:OUTPUT ACCEPT [0:0]\\n"
                        + "COMMIT\\n\"}]}");

        assertThat(simulation.at("/changes/newlyAssessed").toString()).contains("firewall");
        assertThat(simulation.at("/changes/findings/added").findValuesAsText("rule"))
                .contains("firewall/return-traffic-gap");
    }

    @Test
    void theChangesOfAPlanGiveItsGrade() {
        String body = "{" + HOST + "," + SETTINGS + "}";
        JsonNode plan = Http.json(http().post("/v1/plans?target=A", Http.JSON, body));

        JsonNode simulation =
                simulate(SETTINGS, "{\"settings\":" + plan.at("/apply/settings").toString() + "}");

        assertThat(simulation.at("/after/grade")).isEqualTo(plan.at("/after/grade"));
        assertThat(simulation.at("/after/score")).isEqualTo(plan.at("/after/score"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void badChangesAreRefused(String name, String body, int status, String type, String remedy, String pointer) {
        HttpResponse<byte[]> response = http().post(SIMULATIONS, Http.JSON, body);

        Http.assertProblem(response, status, type, remedy);
        assertThat(Http.json(response).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    static Stream<Arguments> badChangesAreRefused() {
        String changes = "settings, firewall and pools";
        return Stream.of(
                refused("none", "", "invalid-field", changes, "/changes"),
                refused("null", ",\"changes\":null", "invalid-field", changes, "/changes"),
                refused("empty", ",\"changes\":{}", "invalid-field", changes, "/changes"),
                refused(
                        "null in it",
                        ",\"changes\":{\"pools\":[null]}",
                        "invalid-field",
                        "is null",
                        "/changes/pools/0"),
                refused("unknown", ",\"changes\":{\"sysctl\":\"\"}", "unknown-property", "firewall", "/changes/sysctl"),
                refused(
                        "number",
                        ",\"changes\":{\"settings\":{\"a\":1}}",
                        "invalid-field",
                        "text",
                        "/changes/settings/a"),
                refused(
                        "pool without name",
                        ",\"changes\":{\"pools\":[{\"destination\":{\"host\":\"db\",\"port\":1}}]}",
                        "invalid-field",
                        "is missing",
                        "/changes/pools/0/name"),
                refused(
                        "pool without destination",
                        ",\"changes\":{\"pools\":[{\"name\":\"a\"}]}",
                        "invalid-field",
                        "is missing",
                        "/changes/pools/0/destination"),
                refused(
                        "firewall without content",
                        ",\"changes\":{\"firewall\":[{\"path\":\"a\"}]}",
                        "invalid-field",
                        "is missing",
                        "/changes/firewall/0/content"));
    }

    private static Arguments refused(String name, String changes, String type, String remedy, String pointer) {
        return arguments(name, "{" + HOST + "," + SETTINGS + changes + "}", 400, type, remedy, pointer);
    }

    @Test
    void onlyJsonIsRead() {
        Http.assertProblem(
                http().post(SIMULATIONS + "?host=h", Http.TEXT, Http.SYSCTL), 415, "unsupported-media-type", "JSON");
    }

    @Test
    void nothingToAuditIsRefused() {
        HttpResponse<byte[]> response = http().post(
                        SIMULATIONS,
                        Http.JSON,
                        "{" + HOST + ",\"changes\":{\"settings\":{\"net.ipv4.tcp_tw_reuse\":\"1\"}}}");

        Http.assertProblem(response, 422, "nothing-readable", "send the output of sysctl -a");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"settings\":{\"net.ipv4.tcp_fin_timeout\":\"60\"}",
                "\"sysctl\":\"net.ipv4.tcp_fin_timeout = 60\\nkernel.hostname = a\\n\""
            })
    void changesThatLeaveNothingAreToldSo(String host) {
        HttpResponse<byte[]> response = http().post(
                        SIMULATIONS,
                        Http.JSON,
                        "{\"host\":{\"name\":\"web-17\",\"os\":\"linux\"}," + host
                                + ",\"changes\":{\"settings\":{\"net.ipv4.tcp_fin_timeout\":null}}}");

        Http.assertProblem(
                response, 422, "nothing-readable", "the changes leave nothing of the host that a rule could judge");
        assertThat(Http.json(response).at("/errors/0/pointer").asText()).isEqualTo("/changes");
        assertThat(Http.json(response).toString()).doesNotContain("not submitted", "sysctl -a");
    }

    @Test
    void otherMethodsAreRefused() {
        HttpResponse<byte[]> response = http().send("GET", SIMULATIONS);

        Http.assertProblem(response, 405, "method-not-allowed", "use OPTIONS, POST");
        assertThat(response.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    private JsonNode simulate(String host, String changes) {
        HttpResponse<byte[]> response =
                http().post(SIMULATIONS, Http.JSON, "{" + HOST + "," + host + ",\"changes\":" + changes + "}");
        assertThat(response.statusCode()).as(Http.json(response).toString()).isEqualTo(200);
        return Http.json(response);
    }

    private static String pool(String name, int rate) {
        return "{\"name\":\"" + name + "\",\"framework\":\"generic\",\"settings\":{\"keepAlive\":false,\"maxSize\":20},"
                + "\"destination\":{\"host\":\"10.0.5.12\",\"port\":5432},\"requestsPerSecond\":" + rate + "}";
    }

    private Http http() {
        return new Http(base);
    }
}
