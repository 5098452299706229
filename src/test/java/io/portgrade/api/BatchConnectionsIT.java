package io.portgrade.api;

import static io.portgrade.api.BatchClient.BAD;
import static io.portgrade.api.BatchClient.GOOD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batches whose client is slow, or gone, or wants more than there is memory for. */
@QuarkusTest
class BatchConnectionsIT {

    @TestHTTPResource("")
    URI base;

    @Inject
    BodyBudget budget;

    @Test
    void linesAreAnsweredBeforeTheLastOneIsSent() throws IOException {
        try (BatchClient client = new BatchClient(base)) {
            client.begin();
            client.send(GOOD + "\n");
            assertThat(client.readUntil("\"line\":1,")).contains("\"name\":\"good\"");
            client.send(BAD);
            client.end();
            assertThat(client.readUntil("\"line\":2,")).contains("\"name\":\"bad\"");
            assertThat(client.readUntil("\"summary\"")).contains("\"hosts\":2");
        }
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws IOException {
        try (BatchClient client = new BatchClient(base)) {
            client.begin();
            for (int i = 0; i < 50; i++) {
                client.send((GOOD + "\n").repeat(100));
            }
            client.send("{\"host\":");
        }
        assertNothingIsHeldAtLast();
        assertThat(BatchClient.post(base, "", GOOD)).hasSize(2);
    }

    /** What waits for memory comes before what is sent after it, though an answer that is done meanwhile asks for more. */
    @Test
    void aPartThatWaitsForMemoryIsNotOvertaken() throws IOException, InterruptedException {
        String longHost = "{\"host\":{\"name\":\"long\"},\"sysctl\":\"" + "# x\\n".repeat(700_000)
                + "net.ipv4.tcp_tw_reuse = 1\\nnet.ipv4.tcp_timestamps = 1\"}\n";
        try (BatchClient client = new BatchClient(base)) {
            client.begin();
            client.send(longHost);
            while (budget.heldBytes() < longHost.length()) {
                Thread.onSpinWait();
            }
            Thread.sleep(10); // until it reads on, which it would not with the memory gone
            long rest = takeWhatIsLeft();
            try {
                for (String part : List.of(GOOD.substring(0, 20), GOOD.substring(20, 40), GOOD.substring(40), "\n")) {
                    client.send(part);
                    Thread.sleep(2);
                }
                client.end();
                assertThat(client.readUntil("\"line\":1,")).contains("\"name\":\"long\"");
            } finally {
                budget.giveBack(rest);
            }
            assertThat(client.readUntil("\"line\":2,")).contains("\"name\":\"good\"");
            assertThat(client.readUntil("\"summary\"")).contains("\"hosts\":2");
        }
    }

    /** Of many short lines the answers are far longer: they are not piled up for a client that does not take them. */
    @Test
    void answersThatNobodyTakesAreNotPiledUp() throws IOException, InterruptedException {
        byte[] lines = "x\n".repeat(30_000).getBytes(UTF_8);
        long before = usedHeap();
        try (BatchClient client = new BatchClient(base)) {
            client.begin("Content-Length: " + 20 * lines.length);
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 20; i++) {
                        client.write(lines);
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
        try (BatchClient client = new BatchClient(base)) {
            client.begin("Expect: 100-continue\r\nContent-Length: " + GOOD.length());
            assertThat(client.readLine()).isEqualTo("HTTP/1.1 100 Continue");
            client.write(GOOD.getBytes(UTF_8));
            assertThat(client.readUntil("\"summary\"")).contains("\"hosts\":1");
        }
    }

    @Test
    void theConnectionEndsWithTheAnswerWhereThereAreNoChunks() throws IOException {
        String head = BatchClient.head("Connection: keep-alive\r\nContent-Length: " + GOOD.length())
                .replace("HTTP/1.1", "HTTP/1.0");
        try (BatchClient client = new BatchClient(base)) {
            client.write((head + GOOD).getBytes(UTF_8));
            assertThat(client.readAll()).endsWith("\"submitted\":1}}\n");
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
            assertThat(BatchClient.post(base, "", GOOD)).hasSize(2);
            assertThat(errors.messages()).isEmpty();
        }
    }

    private void sendWithoutReading() throws IOException, InterruptedException {
        try (BatchClient client = new BatchClient(base)) {
            client.begin();
            String lines = (GOOD + "\n").repeat(300);
            int[] sent = {0};
            Thread sender = new Thread(() -> {
                try {
                    while (sent[0] < 20_000) {
                        client.send(lines);
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
}
