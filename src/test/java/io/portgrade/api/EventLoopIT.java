package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Short audits run on the event loop, long ones and forms do not. */
@QuarkusTest
@TestProfile(EventLoopIT.WithThreadNames.class)
class EventLoopIT {

    private static final String EVENT_LOOP = "vert.x-eventloop-thread";

    @TestHTTPResource("")
    URI base;

    @Test
    void shortBodyStaysOnTheEventLoop() {
        assertThat(threadOf(Http.TEXT, Http.SYSCTL)).startsWith(EVENT_LOOP);
        assertThat(threadOf(Http.JSON, "{\"host\":{\"name\":\"a\"},\"sysctl\":\"net.ipv4.tcp_fin_timeout = 60\"}"))
                .startsWith(EVENT_LOOP);
    }

    @Test
    void longBodyDoesNot() {
        assertThat(threadOf(Http.TEXT, Http.SYSCTL + "a.b = c\n".repeat(40_000)))
                .startsWith("audit-worker");
    }

    @Test
    void formDoesNot() {
        String form = "--b\r\nContent-Disposition: form-data; name=\"sysctl\"\r\n\r\n" + Http.SYSCTL + "\r\n--b--\r\n";

        assertThat(threadOf("multipart/form-data; boundary=b", form)).startsWith("audit-worker");
    }

    @Test
    void archiveDoesNot() {
        HttpResponse<byte[]> response = new Http(base)
                .post(
                        "/v1/audits?format=thread",
                        "application/gzip",
                        new Tarball().file("etc/sysctl.conf", Http.SYSCTL).gzip());

        assertThat(new String(response.body(), UTF_8)).startsWith("audit-worker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"firewall", "\\u0066irewall"})
    void firewallDoesNot(String key) {
        String body = "{\"host\": {\"name\": \"a\"}, \"sysctl\": \"net.ipv4.tcp_fin_timeout = 60\", \"" + key
                + "\": [{\"content\": \"*filter\\n:INPUT DROP [0:0]\\nCOMMIT\\n\"}]}";

        assertThat(threadOf(Http.JSON, body)).startsWith("audit-worker");
    }

    private String threadOf(String contentType, String body) {
        HttpResponse<byte[]> response = new Http(base).post("/v1/audits?format=thread", contentType, body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/x-thread");
        return new String(response.body(), UTF_8);
    }

    public static class WithThreadNames implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("test.thread-format", "true");
        }
    }

    /** Another format, which is one class. */
    @IfBuildProperty(name = "test.thread-format", stringValue = "true")
    @Singleton
    public static class ThreadName implements Rendering {

        @Override
        public String id() {
            return "thread";
        }

        @Override
        public String mediaType() {
            return "text/x-thread";
        }

        @Override
        public byte[] render(AuditReport report) {
            return Thread.currentThread().getName().getBytes(UTF_8);
        }
    }
}
