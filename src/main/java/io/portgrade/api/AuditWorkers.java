package io.portgrade.api;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads for audits that are too long for the event loop: no more than there are processors, nor than the heap can
 * hold at once of the largest bodies with what is made of them.
 */
@Singleton
final class AuditWorkers implements Executor {

    /** Text, parsed values and report of a body, as a multiple of its length. */
    private static final int WEIGHT = 20;

    private final ExecutorService threads;

    @Inject
    AuditWorkers(HttpLimits limits) {
        Runtime runtime = Runtime.getRuntime();
        long affordable = runtime.maxMemory() / (WEIGHT * Math.max(1, limits.maxBodyBytes()));
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(
                (int) Math.max(1, Math.min(runtime.availableProcessors(), affordable)), task -> {
                    Thread thread = new Thread(task, "audit-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @PreDestroy
    void stop() {
        threads.shutdown();
    }
}
