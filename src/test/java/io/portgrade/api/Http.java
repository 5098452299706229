package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Requests of tests, byte for byte; each is held to the contract with its answer, unless {@code -Dcontract.unchecked}. */
final class Http {

    static final String SYSCTL =
            "net.ipv4.ip_local_port_range = 32768\t60999\nnet.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_reuse = 1\n";
    static final String TEXT = "text/plain";
    static final String JSON = "application/json";

    private static final boolean UNCHECKED = System.getProperty("contract.unchecked") != null;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;

    Http(URI base) {
        this.base = base;
    }

    HttpResponse<byte[]> post(String path, String contentType, byte[] body, String... headers) {
        return checked(body, send(request(path, contentType, body, headers)));
    }

    HttpResponse<byte[]> post(String path, String contentType, String body, String... headers) {
        return post(path, contentType, body.getBytes(UTF_8), headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30));
        return checked(new byte[0], send((headers.length == 0 ? request : request.headers(headers)).build()));
    }

    CompletableFuture<HttpResponse<byte[]>> postAsync(String path, String contentType, byte[] body) {
        return client.sendAsync(request(path, contentType, body), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> checked(body, response));
    }

    private HttpRequest request(String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(30));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> checked(byte[] sent, HttpResponse<byte[]> response) {
        if (UNCHECKED) {
            return response;
        }
        HttpRequest request = response.request();
        String target = request.uri().toString().substring(base.toString().length());
        String sentType = request.headers().firstValue("Content-Type").orElse("");
        String answerType = response.headers().firstValue("Content-Type").orElse("");
        Exchange exchange = new Exchange(
                request.method(), target, sentType, sent, response.statusCode(), answerType, response.body());
        assertThat(ContractCheck.complaints(exchange))
                .as("what the contract does not allow in %s %s", request.method(), target)
                .isEmpty();
        return response;
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        return json(response.body());
    }

    static JsonNode json(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertProblem(HttpResponse<byte[]> response, int status, String type, String remedy) {
        assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.path("type").asText()).isEqualTo("urn:portgrade:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).contains(remedy);
        assertThat(new String(response.body(), UTF_8)).doesNotContain("java.", "io.portgrade", "jackson", "\tat ");
    }
}
