package io.portgrade.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What workers audit of a batch: slices go from the event loop to the workers, and back when they are done. A worker goes from
 * slice to slice without waiting for the event loop, and the event loop hears of several at once, since a thread that wakes up
 * takes the processor from an audit.
 */
final class BatchWork {

    static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final Executor workers;
    private final Executor eventLoop;
    private final Consumer<BatchSlice> audit;
    private final Runnable someDone;
    private final Queue<BatchSlice> ready = new ConcurrentLinkedQueue<>();
    private final Queue<BatchSlice> done = new ConcurrentLinkedQueue<>();

    /** Those that are ready or being audited: there are as many workers, up to the number of processors. */
    private final AtomicInteger undone = new AtomicInteger();

    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * For one event loop.
     *
     * @param audit audits a slice, on one of the workers
     * @param someDone is called on the event loop when there is something to {@link #takeDone take}
     */
    BatchWork(Executor workers, Executor eventLoop, Consumer<BatchSlice> audit, Runnable someDone) {
        this.workers = workers;
        this.eventLoop = eventLoop;
        this.audit = audit;
        this.someDone = someDone;
    }

    /** Has it audited, after those that were added before. */
    void add(BatchSlice slice) {
        ready.add(slice);
        if (undone.getAndIncrement() < THREADS) {
            workers.execute(this::auditNext);
        }
    }

    /** What was done since, in no order. */
    List<BatchSlice> takeDone() {
        told.set(false);
        List<BatchSlice> taken = new ArrayList<>();
        for (BatchSlice slice = done.poll(); slice != null; slice = done.poll()) {
            taken.add(slice);
        }
        return taken;
    }

    private void auditNext() {
        BatchSlice slice = ready.remove();
        try {
            audit.accept(slice);
        } finally {
            done.add(slice);
            boolean isEnoughToDo = ready.size() >= THREADS;
            if (!isEnoughToDo || !slice.isWhole()) {
                tell();
            }
            if (undone.decrementAndGet() >= THREADS) {
                workers.execute(this::auditNext); // behind what others wait for
            }
        }
    }

    private void tell() {
        if (told.compareAndSet(false, true)) {
            eventLoop.execute(someDone);
        }
    }
}
