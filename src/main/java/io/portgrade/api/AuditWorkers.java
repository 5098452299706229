package io.portgrade.api;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The threads for audits that are too long for the event loop: no more than there are processors, nor than the heap can
 * hold at once of the largest bodies with what is made of them.
 */
@Singleton
final class AuditWorkers implements Executor {

    /** Text, parsed values and report of a body, as a multiple of its length. */
    private static final int WEIGHT = 20;

    /** Far longer than any audit takes, which does not end then: an operator's rule may hold a thread for ever. */
    private static final Duration HANGING = Duration.ofMinutes(2);

    private final int size;
    private final LongSupplier nanoTime;
    private final ExecutorService threads;
    private final Map<Thread, Long> underway = new ConcurrentHashMap<>();

    @Inject
    AuditWorkers(HttpLimits limits) {
        this(affordable(limits), System::nanoTime);
    }

    AuditWorkers(int size, LongSupplier nanoTime) {
        this.size = size;
        this.nanoTime = nanoTime;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "audit-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static int affordable(HttpLimits limits) {
        Runtime runtime = Runtime.getRuntime();
        long affordable = runtime.maxMemory() / (WEIGHT * Math.max(1, limits.maxBodyBytes()));
        return (int) Math.max(1, Math.min(runtime.availableProcessors(), affordable));
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> {
            underway.put(Thread.currentThread(), nanoTime.getAsLong());
            try {
                task.run();
            } finally {
                underway.remove(Thread.currentThread());
            }
        });
    }

    /** Whether every thread has been at one task for so long that no other will have its turn. */
    boolean hang() {
        long now = nanoTime.getAsLong();
        return underway.values().stream()
                        .filter(since -> now - since > HANGING.toNanos())
                        .count()
                >= size;
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
