package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BatchWorkTest {

    private static final int ROUNDS = 100_000;

    private final Queue<Runnable> workers = new ArrayDeque<>();
    private final Queue<Runnable> eventLoop = new ArrayDeque<>();
    private final List<BatchSlice> audited = new ArrayList<>();

    @Test
    void noMoreWorkersThanProcessors() {
        BatchWork work = byHand();
        add(work, BatchWork.THREADS + 5);
        assertThat(workers).hasSize(BatchWork.THREADS);
        runWorkers();
        assertThat(audited).hasSize(BatchWork.THREADS + 5);
        assertThat(work.takeDone()).containsExactlyInAnyOrderElementsOf(audited);
        assertThat(work.takeDone()).isEmpty();
    }

    @Test
    void aWorkerThatHadNothingToDoIsAskedAgain() {
        BatchWork work = byHand();
        add(work, 1);
        runWorkers();
        add(work, BatchWork.THREADS);
        assertThat(workers).hasSize(BatchWork.THREADS);
    }

    @Test
    void theEventLoopHearsOfSeveralAtOnceAndInTime() {
        BatchWork work = byHand();
        add(work, BatchWork.THREADS + 3);
        for (int n = 0; n < 3; n++) {
            workers.remove().run();
            assertThat(eventLoop).isEmpty();
        }
        workers.remove().run();
        assertThat(eventLoop).hasSize(1);
        runWorkers();
        assertThat(eventLoop).hasSize(1);
        assertThat(work.takeDone()).hasSize(BatchWork.THREADS + 3);
        add(work, 1);
        runWorkers();
        assertThat(eventLoop).hasSize(2);
    }

    @Test
    void anAuditThatEndsInAnErrorIsToldAtOnce() {
        BatchWork work = new BatchWork(
                workers::add,
                eventLoop::add,
                slice -> {
                    throw new OutOfMemoryError();
                },
                () -> {});
        add(work, 2 * BatchWork.THREADS + 1);
        assertThatThrownBy(() -> workers.remove().run()).isInstanceOf(OutOfMemoryError.class);
        assertThat(eventLoop).hasSize(1);
        assertThat(work.takeDone()).hasSize(1).noneMatch(BatchSlice::isWhole);
    }

    @Test
    void nothingIsLostBetweenThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(BatchWork.THREADS + 1);
        ExecutorService loop = Executors.newSingleThreadExecutor();
        try {
            Set<BatchSlice> open = new HashSet<>();
            CompletableFuture<Void> allBack = new CompletableFuture<>();
            AtomicReference<BatchWork> work = new AtomicReference<>();
            AtomicInteger rounds = new AtomicInteger();
            Runnable addSome = () -> {
                List<BatchSlice> slices = slices(BatchWork.THREADS); // as workers have just run out of work
                open.addAll(slices);
                slices.forEach(work.get()::add);
            };
            work.set(new BatchWork(threads, loop, BatchWorkTest::audit, () -> {
                work.get().takeDone().forEach(open::remove);
                if (open.isEmpty() && rounds.incrementAndGet() < ROUNDS) {
                    addSome.run();
                } else if (open.isEmpty()) {
                    allBack.complete(null);
                }
            }));
            loop.execute(addSome);
            allBack.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
            loop.shutdownNow();
        }
    }

    /** Whose threads are the tests' to run. */
    private BatchWork byHand() {
        return new BatchWork(
                workers::add,
                eventLoop::add,
                slice -> {
                    audit(slice);
                    audited.add(slice);
                },
                () -> {});
    }

    private static void audit(BatchSlice noLines) {
        noLines.run(null, () -> false);
    }

    private void runWorkers() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }

    private static void add(BatchWork work, int count) {
        slices(count).forEach(work::add);
    }

    private static List<BatchSlice> slices(int count) {
        List<BatchSlice> slices = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            slices.add(new BatchSlice(List.of(), 0));
        }
        return slices;
    }
}
