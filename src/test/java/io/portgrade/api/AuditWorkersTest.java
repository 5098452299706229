package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AuditWorkersTest {

    private final AtomicLong now = new AtomicLong();

    @Test
    @Timeout(20)
    void hangWhenNoThreadComesBack() throws InterruptedException {
        AuditWorkers workers = new AuditWorkers(2, now::get);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        try {
            workers.execute(() -> holdUntil(end, begun));
            assertThat(workers.hang()).isFalse();
            now.set(Duration.ofMinutes(3).toNanos());
            assertThat(workers.hang()).as("one is left").isFalse();
            workers.execute(() -> holdUntil(end, begun));
            begun.await();
            assertThat(workers.hang()).as("the other has just begun").isFalse();
            now.set(Duration.ofMinutes(6).toNanos());
            assertThat(workers.hang()).isTrue();
        } finally {
            end.countDown();
            workers.stop();
        }
    }

    private static void holdUntil(CountDownLatch end, CountDownLatch begun) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
