package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AuditsIT {

    @TestHTTPResource("")
    URI base;

    @Inject
    BodyBudget budget;

    @Test
    void textIsAudited() {
        HttpResponse<byte[]> response = http().post("/v1/audits?host=web-17&minGrade=A+", Http.TEXT, Http.SYSCTL);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
        JsonNode report = Http.json(response);
        assertThat(report.at("/host/name").asText()).isEqualTo("web-17");
        assertThat(report.at("/gate/minGrade").asText()).isEqualTo("A+");
        assertThat(report.at("/findings/0/rule").asText()).isEqualTo("reuse/without-timestamps");
        assertThat(report.at("/findings/0/evidence/0/line").asInt()).isPositive();
        assertThat(report.path("auditedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @ParameterizedTest
    @CsvSource({
        "?format=sarif, */*, application/sarif+json, sarif-2.1.0",
        "?format=junit, */*, application/xml, <testsuites",
        "?format=gitlab-code-quality, application/json, application/json, [{\"type\":\"issue\"",
        "?format=github, */*, text/plain;charset=UTF-8, ::error ",
        "?format=markdown, */*, text/markdown;charset=UTF-8, ## Grade ",
        "?format=text, */*, text/plain;charset=UTF-8, Grade ",
        "?format=text-color, */*, text/plain;charset=UTF-8, \u001b[1;",
        "'', application/sarif+json, application/sarif+json, sarif-2.1.0",
        "'', application/xml, application/xml, <testsuites",
        "'', text/plain, text/plain;charset=UTF-8, Grade ",
        "'', text/markdown, text/markdown;charset=UTF-8, ## Grade ",
        "'', application/json, application/json, {\"id\""
    })
    void formatIsHadByItsNameOrType(String query, String accept, String type, String text) {
        HttpResponse<byte[]> response = http().post("/v1/audits" + query, Http.TEXT, Http.SYSCTL, "Accept", accept);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(new String(response.body(), UTF_8)).contains(text);
    }

    @Test
    void absentIsNotNull() {
        HttpResponse<byte[]> response = http().post("/v1/audits", Http.TEXT, "net.ipv4.tcp_tw_reuse = 1\n");

        assertThat(new String(response.body(), UTF_8)).doesNotContain(":null");
        assertThat(Http.json(response).has("gate")).isFalse();
    }

    @Test
    void statedCharsetIsHonouredAndAnotherDetected() {
        byte[] utf16 = Http.SYSCTL.getBytes(UTF_16LE);

        assertThat(http().post("/v1/audits", "text/plain; charset=utf-16le", utf16)
                        .statusCode())
                .isEqualTo(200);
        assertThat(http().post("/v1/audits", Http.TEXT, utf16).statusCode()).isEqualTo(200);
    }

    @Test
    void partsAreAuditedLikeJson() {
        String body = part("sysctl", "; filename=\"-\"\r\nContent-Type: application/octet-stream", Http.SYSCTL)
                + part("file", "; filename=\"/etc/sysctl.d/90-net.conf\"", "net.ipv4.tcp_fin_timeout = 90\n")
                + part("host", "", "web-17\n")
                + part("settings", "", "{\"net.ipv4.tcp_tw_reuse\":\"2\"}")
                + "--b--\r\n";

        JsonNode report = Http.json(http().post("/v1/audits", "multipart/form-data; boundary=\"b\"", body));

        assertThat(report.at("/host/name").asText()).isEqualTo("web-17");
        assertThat(report.path("findings").findValuesAsText("rule"))
                .contains("fin-timeout/too-long")
                .doesNotContain("reuse/without-timestamps");
        assertThat(report.path("findings").findValuesAsText("source")).contains("/etc/sysctl.d/90-net.conf");
    }

    private static String part(String name, String parameters, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + parameters + "\r\n\r\n" + content
                + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "application/json", "text/html;q=0.9, */*;q=0.1"})
    void jsonIsAcceptable(String accept) {
        assertThat(http().post("/v1/audits", Http.TEXT, Http.SYSCTL, "Accept", accept)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void manyAtOnceAreAllRight() {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            // Every fourth is too long for the event loop.
            String text = i % 4 == 0 ? Http.SYSCTL + "a.b = c\n".repeat(50_000) : Http.SYSCTL;
            answers.add(http().postAsync("/v1/audits?host=host-" + i, Http.TEXT, text.getBytes(UTF_8)));
        }

        for (int i = 0; i < answers.size(); i++) {
            HttpResponse<byte[]> answer = answers.get(i).join();
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode report = Http.json(answer);
            assertThat(report.at("/host/name").asText()).isEqualTo("host-" + i);
            assertThat(report.path("grade").asText()).isEqualTo("C");
        }
        assertThat(budget.heldBytes()).isZero();
    }

    @Test
    void noiseNeverBreaksTheService() {
        Random random = new Random(17);
        String[] types = {
            "text/plain", "application/json", "multipart/form-data; boundary=b", "text/plain;charset=utf-16"
        };
        String[] starts = {
            "", "{\"host\":{\"name\":\"a\"},\"sysctl\":\"", "--b\r\nContent-Disposition: form-data; name=", "a = "
        };
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            byte[] start = starts[random.nextInt(starts.length)].getBytes(UTF_8);
            byte[] body = new byte[start.length + noise.length];
            System.arraycopy(start, 0, body, 0, start.length);
            System.arraycopy(noise, 0, body, start.length, noise.length);

            HttpResponse<byte[]> response = http().post("/v1/audits?host=a", types[i % types.length], body);

            assertThat(response.statusCode()).as("body %d", i).isBetween(200, 499);
        }
        assertThat(budget.heldBytes()).isZero();
    }

    private Http http() {
        return new Http(base);
    }
}
