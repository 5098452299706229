package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
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
        try (BatchClient client = new BatchClient(base)) {
            client.begin();
            client.send("{}\n\n");
            assertThat(client.readToSummary())
                    .contains("\"line\":1,", "\"status\":408", "nothing more came for 2 seconds", "\"complete\":false");
        }
    }

    /** A byte now and then does not keep a line, and the memory that it takes, for ever. */
    @Test
    void aLineThatNeverEndsIsBrokenOff() throws IOException, InterruptedException {
        try (BatchClient client = new BatchClient(base)) {
            client.begin();
            client.send("{}\nx");
            Instant until = Instant.now().plus(Duration.ofSeconds(10));
            Thread dripping = new Thread(() -> drip(client, until));
            dripping.start();
            assertThat(client.readToSummary())
                    .contains("\"line\":1,", "the line did not come to its end within 2 seconds", "\"complete\":false");
            assertThat(Instant.now()).isBefore(until);
            dripping.join();
        }
        assertThat(budget.heldBytes()).isZero();
    }

    private static void drip(BatchClient client, Instant until) {
        try {
            while (Instant.now().isBefore(until)) {
                client.send("x");
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // broken off, as it should be
        }
    }

    /** It may send more meanwhile, or ping: what it holds is given back to others. */
    @Test
    void aClientThatTakesNothingIsGivenUp() throws IOException, InterruptedException {
        String lines = "x\n".repeat(30_000);
        try (BatchClient client = new BatchClient(base)) {
            Thread sending = new Thread(() -> send(client, lines));
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

    private static void send(BatchClient client, String lines) {
        try {
            client.begin();
            for (int i = 0; i < 10_000; i++) {
                client.send(lines);
            }
        } catch (IOException e) {
            // cut off, as it should be
        }
    }
}
