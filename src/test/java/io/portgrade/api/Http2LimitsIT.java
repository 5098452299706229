package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bounds of HTTP/2 requests are those of HTTP/1.1, and are said in the same words. */
@QuarkusTest
class Http2LimitsIT {

    @TestHTTPResource("")
    URI base;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** The first request of a connection asks for HTTP/2 in HTTP/1.1; those after it are in HTTP/2. */
    @BeforeEach
    void upgrade() throws IOException, InterruptedException {
        assertThat(get("/v1/policies", 1).statusCode()).isEqualTo(200);
    }

    @Test
    void headersMayBeAsLongAsTheyAreSaidTo() throws IOException, InterruptedException {
        assertThat(get("/v1/policies", 16_000).statusCode()).isEqualTo(200);
    }

    @Test
    void longerHeadersAreRefusedInWords() throws IOException, InterruptedException {
        Http.assertProblem(get("/v1/policies", 17_000), 431, "headers-too-large", "16384");
        Http.assertProblem(get("/v1/policies", 60_000), 431, "headers-too-large", "16384");
    }

    @Test
    void aLongAddressIsRefusedInWords() throws IOException, InterruptedException {
        Http.assertProblem(get("/v1/policies?x=" + "a".repeat(8_500), 1), 414, "uri-too-long", "8192");
    }

    /** As curl --http2 sends a long body: the answer is in a frame of its own, in clear. */
    @Test
    void aBodyThatAnUpgradeLosesIsRefusedInWords() throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            String head = "POST /v1/audits/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                    + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                    + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
            socket.getOutputStream().write(settings);
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8192];
            while (!answer.toString().contains("}")) {
                int read = socket.getInputStream().read(buffer);
                assertThat(read).as(answer.toString()).isPositive();
                answer.append(new String(buffer, 0, read, ISO_8859_1));
            }
            assertThat(answer.toString()).contains("urn:portgrade:problem:request-refused", "curl --http1.1");
        }
    }

    private HttpResponse<byte[]> get(String path, int headerLength) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .header("X-Long", "a".repeat(headerLength))
                .timeout(Duration.ofSeconds(30))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        return response;
    }
}
