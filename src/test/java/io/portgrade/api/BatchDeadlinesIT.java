package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** Clients that keep a batch waiting, where the service waits for two seconds. */
@QuarkusTest
@TestProfile(BatchDeadlinesIT.Impatient.class)
class BatchDeadlinesIT {

    private static final String HEAD = "POST /v1/audits/batch HTTP/1.1\r\nHost: a\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** A property of its own, so that no other test waits as short. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("portgrade.http.body-timeout", "2S");
        }
    }

    @TestHTTPResource("")
    URI base;

    @Inject
    BodyBudget budget;

    @Test
    void aBatchThatStopsIsBrokenOff() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write((HEAD + "4\r\n{}\n\n\r\n").getBytes(UTF_8));
            assertThat(answer(socket))
                    .contains("\"line\":1,", "\"status\":408", "nothing more came for 2 seconds", "\"complete\":false");
        }
    }

    /** A byte now and then does not keep a line, and the memory that it takes, for ever. */
    @Test
    void aLineThatNeverEndsIsBrokenOff() throws IOException, InterruptedException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write((HEAD + "4\r\n{}\nx\r\n").getBytes(UTF_8));
            Instant until = Instant.now().plus(Duration.ofSeconds(10));
            Thread dripping = new Thread(() -> drip(out, until));
            dripping.start();
            assertThat(answer(socket))
                    .contains("\"line\":1,", "the line did not come to its end within 2 seconds", "\"complete\":false");
            assertThat(Instant.now()).isBefore(until);
            dripping.join();
        }
        assertThat(budget.heldBytes()).isZero();
    }

    /** Up to the last line: a connection whose body is not at its end stays open for a while. */
    private static String answer(Socket socket) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        StringBuilder answer = new StringBuilder();
        String line = reader.readLine();
        while (line != null && !line.contains("\"summary\"")) {
            answer.append(line).append('\n');
            line = reader.readLine();
        }
        return answer.append(line).toString();
    }

    private static void drip(OutputStream out, Instant until) {
        try {
            while (Instant.now().isBefore(until)) {
                out.write("1\r\nx\r\n".getBytes(UTF_8));
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // broken off, as it should be
        }
    }

    /** It may send more meanwhile, or ping: what it holds is given back to others. */
    @Test
    void aClientThatTakesNothingIsGivenUp() throws IOException, InterruptedException {
        byte[] lines = "x\n".repeat(30_000).getBytes(UTF_8);
        try (Socket socket = connect()) {
            Thread sending = new Thread(() -> send(socket, lines));
            sending.setDaemon(true);
            sending.start();
            awaitHeld(held -> held > 0);
            awaitHeld(held -> held == 0);
        }
    }

    private void awaitHeld(LongPredicate enough) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(15));
        while (!enough.test(budget.heldBytes()) && Instant.now().isBefore(until)) {
            Thread.sleep(10);
        }
        assertThat(budget.heldBytes()).matches(held -> enough.test(held));
    }

    private static void send(Socket socket, byte[] lines) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(HEAD.getBytes(UTF_8));
            for (int i = 0; i < 10_000; i++) {
                out.write((Integer.toHexString(lines.length) + "\r\n").getBytes(UTF_8));
                out.write(lines);
                out.write("\r\n".getBytes(UTF_8));
            }
        } catch (IOException e) {
            // cut off, as it should be
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }
}
