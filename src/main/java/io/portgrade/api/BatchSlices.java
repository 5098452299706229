package io.portgrade.api;

import io.portgrade.api.BatchLines.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The slices of a batch in their order, waiting, being audited, or waiting to be written. For one event loop alone. */
final class BatchSlices {

    /** As many as are read ahead; of more, which lines that are very short can make, the rest is not audited yet. */
    private static final int MOST = 2 * BatchWork.THREADS + 2;

    /** Lines that have to wait wait together, since each slice costs a change of threads and a write. */
    private static final int MOST_BYTES = 1024 * 1024;

    /** An answer is longer than a short line: more of them together would be more than is written at once. */
    private static final int MOST_LINES = 64;

    private final Deque<BatchSlice> slices = new ArrayDeque<>();
    private final Consumer<BatchSlice> start;
    private int started;

    /** @param start has a slice audited, of which {@link #ended} hears in the end */
    BatchSlices(Consumer<BatchSlice> start) {
        this.start = start;
    }

    /** @param bytes what the lines count for together in the {@link BodyBudget}: given back when the last of them is written */
    void add(List<Line> lines, long bytes) {
        for (int from = 0; from < lines.size(); from += MOST_LINES) {
            int to = Math.min(lines.size(), from + MOST_LINES);
            addFew(lines.subList(from, to), to == lines.size() ? bytes : 0);
        }
        startNext();
    }

    private void addFew(List<Line> lines, long bytes) {
        BatchSlice last = slices.peekLast();
        if (last != null
                && last.isWaiting()
                && last.heldBytes() + bytes <= MOST_BYTES
                && last.lines() + lines.size() <= MOST_LINES) {
            last.add(lines, bytes);
        } else {
            slices.add(new BatchSlice(lines, bytes));
        }
    }

    /** Adds one that is done. */
    void add(BatchSlice done) {
        slices.add(done);
    }

    /** Of the first few alone: what is answered is held until the client takes it. */
    private void startNext() {
        Iterator<BatchSlice> waiting =
                slices.stream().limit(MOST).filter(BatchSlice::isWaiting).iterator();
        while (waiting.hasNext()) {
            BatchSlice slice = waiting.next();
            if (started >= BatchWork.THREADS && slice == slices.peekLast()) {
                return; // more lines may join it until a worker has nothing to do
            }
            slice.markRunning();
            started++;
            start.accept(slice);
        }
    }

    void ended(BatchSlice slice) {
        started--;
        slice.markDone();
        startNext();
    }

    /** The next in order, taken out; null when it is not done, or there is none. */
    @Nullable
    BatchSlice takeDone() {
        BatchSlice next = slices.peek();
        if (next == null || !next.isDone()) {
            return null;
        }
        slices.remove();
        startNext();
        return next;
    }

    /** Whether so many are left that nothing more is to be read. */
    boolean areMany() {
        return slices.size() >= MOST;
    }

    /** Whether so few are left that more is to be read. */
    boolean areFew() {
        return slices.size() <= MOST / 2;
    }

    /** What as many slices as are read ahead may hold. */
    static long mostBytes() {
        return (long) MOST * MOST_BYTES;
    }

    long heldBytes() {
        return slices.stream().mapToLong(BatchSlice::heldBytes).sum();
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    void clear() {
        slices.clear();
    }
}
