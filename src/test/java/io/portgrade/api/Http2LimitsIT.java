package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
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
