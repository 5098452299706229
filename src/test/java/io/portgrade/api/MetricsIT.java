package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricsIT {

    @TestHTTPResource("")
    URI base;

    @Test
    void auditsAreCountedAndTimed() {
        new Http(base).post("/v1/audits", Http.TEXT, Http.SYSCTL);

        assertThat(metrics())
                .contains(
                        "# HELP portgrade_audits",
                        "portgrade_audits_total{grade=\"A+\"}",
                        "# HELP portgrade_findings",
                        "portgrade_findings_total{rule=\"reuse/without-timestamps\",severity=\"high\"}",
                        "# HELP portgrade_audit_seconds",
                        "portgrade_audit_seconds_bucket{le=\"1.0E-4\"}",
                        "portgrade_audit_seconds_bucket{le=\"1.0\"}");
    }

    @Test
    void clientsCannotMakeUpLabels() {
        Http http = new Http(base);
        for (int i = 0; i < 50; i++) {
            http.send("MADEUP" + i, "/v1/rules");
            http.send("GET", "/made-up-" + i);
            http.send("GET", "/made-up-" + i + "?" + "a".repeat(9_000));
            http.post("/made-up-" + i, Http.TEXT, "a");
        }

        assertThat(metrics())
                .doesNotContain("MADEUP", "made-up")
                .contains("method=\"OTHER\"", "uri=\"OTHER\"", "uri=\"/v1/rules\"");
    }

    @Test
    void healthIsUp() {
        assertThat(Http.json(new Http(base).send("GET", "/q/health/live"))
                        .path("status")
                        .asText())
                .isEqualTo("UP");
        assertThat(Http.json(new Http(base).send("GET", "/q/health/ready"))
                        .findPath("rules")
                        .asInt())
                .isPositive();
    }

    private String metrics() {
        return new String(new Http(base).send("GET", "/q/metrics").body(), UTF_8);
    }
}
