package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BatchIT {

    private static final String LINES = "application/x-ndjson";
    private static final String BAD =
            "{\"host\":{\"name\":\"bad\"},\"settings\":{\"net.ipv4.tcp_tw_reuse\":\"1\",\"net.ipv4.tcp_timestamps\":\"0\"}}";
    private static final String GOOD =
            "{\"host\":{\"name\":\"good\"},\"settings\":{\"net.ipv4.tcp_tw_reuse\":\"1\",\"net.ipv4.tcp_timestamps\":\"1\"}}";

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
    void linesAreAnsweredBeforeTheLastOneIsSent() throws IOException {
        try (Socket socket = connect();
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            out.write(chunk(GOOD + "\n"));
            out.flush();
            assertThat(readUntil(reader, "\"line\":1,")).contains("\"name\":\"good\"");
            out.write(chunk(BAD));
            out.write("0\r\n\r\n".getBytes(UTF_8));
            out.flush();
            assertThat(readUntil(reader, "\"line\":2,")).contains("\"name\":\"bad\"");
            assertThat(readUntil(reader, "\"summary\"")).contains("\"hosts\":2");
        }
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            for (int i = 0; i < 50; i++) {
                out.write(chunk((GOOD + "\n").repeat(100)));
            }
            out.write(chunk("{\"host\":"));
            out.flush();
        }
        assertNothingIsHeldAtLast();
        assertThat(post("", GOOD)).hasSize(2);
    }

    /** What waits for memory comes before what is sent after it, though an answer that is done meanwhile asks for more. */
    @Test
    void aPartThatWaitsForMemoryIsNotOvertaken() throws IOException, InterruptedException {
        String longHost = "{\"host\":{\"name\":\"long\"},\"sysctl\":\"" + "# x\\n".repeat(700_000)
                + "net.ipv4.tcp_tw_reuse = 1\\nnet.ipv4.tcp_timestamps = 1\"}\n";
        try (Socket socket = connect();
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            out.write(chunk(longHost));
            out.flush();
            while (budget.heldBytes() < longHost.length()) {
                Thread.onSpinWait();
            }
            long rest = takeWhatIsLeft();
            try {
                for (String part : List.of(GOOD.substring(0, 20), GOOD.substring(20, 40), GOOD.substring(40), "\n")) {
                    out.write(chunk(part));
                    out.flush();
                    Thread.sleep(2);
                }
                out.write("0\r\n\r\n".getBytes(UTF_8));
                out.flush();
                assertThat(readUntil(reader, "\"line\":1,")).contains("\"name\":\"long\"");
            } finally {
                budget.giveBack(rest);
            }
            assertThat(readUntil(reader, "\"line\":2,")).contains("\"name\":\"good\"");
            assertThat(readUntil(reader, "\"summary\"")).contains("\"hosts\":2");
        }
    }

    /** Of many short lines the answers are far longer: they are not piled up for a client that does not take them. */
    @Test
    void answersThatNobodyTakesAreNotPiledUp() throws IOException, InterruptedException {
        byte[] lines = "x\n".repeat(30_000).getBytes(UTF_8);
        long before = usedHeap();
        try (Socket socket = connect()) {
            socket.getOutputStream().write(head("Content-Length: " + 20 * lines.length));
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        socket.getOutputStream().write(lines);
                    }
                } catch (IOException e) {
                    // the test is over
                }
            });
            sender.setDaemon(true);
            sender.start();
            Thread.sleep(3_000);
            assertThat(usedHeap() - before).isLessThan(25 << 20);
        }
        assertNothingIsHeldAtLast();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws IOException {
        try (Socket socket = connect();
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Expect: 100-continue\r\nContent-Length: " + GOOD.length()));
            assertThat(reader.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            out.write(GOOD.getBytes(UTF_8));
            assertThat(readUntil(reader, "\"summary\"")).contains("\"hosts\":1");
        }
    }

    @Test
    void theConnectionEndsWithTheAnswerWhereThereAreNoChunks() throws IOException {
        String head = new String(head("Connection: keep-alive\r\nContent-Length: " + GOOD.length()), UTF_8)
                .replace("HTTP/1.1", "HTTP/1.0");
        try (Socket socket = connect()) {
            socket.getOutputStream().write((head + GOOD).getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .endsWith("\"submitted\":1}}\n");
        }
    }

    private long takeWhatIsLeft() {
        long taken = 0;
        for (int bytes = 1 << 20; bytes > 0; bytes /= 2) {
            while (budget.take(bytes)) {
                taken += bytes;
            }
        }
        return taken;
    }

    private void assertNothingIsHeldAtLast() {
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (budget.heldBytes() != 0 && Instant.now().isBefore(until)) {
            Thread.onSpinWait();
        }
        assertThat(budget.heldBytes()).isZero();
    }

    /** A client that sends and does not read is made to wait: what it sends is not piled up. Nor is its leaving an error. */
    @Test
    void aClientThatDoesNotReadIsHeldBack() throws IOException, InterruptedException {
        try (LoggedErrors errors = new LoggedErrors()) {
            sendWithoutReading();
            assertNothingIsHeldAtLast();
            assertThat(post("", GOOD)).hasSize(2);
            assertThat(errors.messages()).isEmpty();
        }
    }

    private void sendWithoutReading() throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(head("Transfer-Encoding: chunked"));
            byte[] lines = chunk((GOOD + "\n").repeat(300));
            int[] sent = {0};
            Thread sender = new Thread(() -> {
                try {
                    while (sent[0] < 20_000) {
                        out.write(lines);
                        sent[0]++;
                    }
                } catch (IOException e) {
                    // the test is over
                }
            });
            sender.setDaemon(true);
            sender.start();
            Thread.sleep(4_000);
            int before = sent[0];
            Thread.sleep(2_000);
            assertThat(sent[0]).isEqualTo(before).isLessThan(20_000);
            assertThat(budget.heldBytes()).isPositive().isLessThan(8 << 20);
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
        HttpResponse<byte[]> response = new Http(base).post("/v1/audits/batch" + query, LINES, body);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(LINES);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        List<JsonNode> lines = new ArrayList<>();
        new String(response.body(), UTF_8).lines().forEach(line -> lines.add(read(line)));
        return lines;
    }

    private static JsonNode read(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static byte[] head(String framing) {
        return ("POST /v1/audits/batch HTTP/1.1\r\nHost: a\r\nContent-Type: " + LINES + "\r\n" + framing + "\r\n\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] chunk(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return (Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n").getBytes(UTF_8);
    }

    private static String readUntil(BufferedReader reader, String mark) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(mark)) {
                return line;
            }
        }
        throw new AssertionError("the answer ended before " + mark);
    }
}
