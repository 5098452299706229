package io.portgrade.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * One batch on its way: lines in, answers out in the same order. Reads no faster than it audits, and audits no faster than the
 * client reads, so that it takes the same memory for any number of hosts. All state but the slices' own is used on the event
 * loop of the connection alone.
 */
final class Batch {

    private static final int MOST_RUNNING = Runtime.getRuntime().availableProcessors();

    /** Slices that are waiting, being audited, or waiting to be written. */
    private static final int MOST_SLICES = 2 * MOST_RUNNING + 2;

    /** Lines that have to wait wait together, since each slice costs a change of threads and a write. */
    private static final int SLICE_BYTES = 1024 * 1024;

    /** An answer is longer than a short line: more of them together would be more than is written at once. */
    private static final int SLICE_LINES = 64;

    /** Read ahead while there is memory: to stop and go on for every few lines costs as much as to read them. */
    private static final int BYTES_AHEAD = MOST_SLICES * SLICE_BYTES;

    private static final long RETRY_MILLIS = 50;

    private final RoutingContext http;
    private final HttpServerRequest request;
    private final Context eventLoop;
    private final HttpLimits limits;
    private final BodyBudget budget;
    private final Executor workers;
    private final BatchSlice.LineAudit audit;
    private final BatchAnswer answer;
    private final BatchLines lines;
    private final Deque<BatchSlice> slices = new ArrayDeque<>();
    private final BatchSummary summary;
    private long heldBytes;
    private int running;
    private long timer = -1;
    private boolean read;
    private boolean brokeOff;
    private boolean done;
    private volatile boolean goneAway;

    Batch(
            RoutingContext http,
            HttpLimits limits,
            BodyBudget budget,
            Executor workers,
            BatchSlice.LineAudit audit,
            BatchAnswer answer) {
        this.http = http;
        this.request = http.request();
        this.eventLoop = http.vertx().getOrCreateContext();
        this.limits = limits;
        this.budget = budget;
        this.workers = workers;
        this.audit = audit;
        this.answer = answer;
        this.summary = new BatchSummary(audit.isGated());
        this.lines = new BatchLines(limits.maxBodyBytes());
    }

    void start() {
        answer.onRoom(() -> eventLoop.runOnContext(now -> write()));
        http.addEndHandler(ended -> leave());
        request.handler(this::receive).endHandler(end -> end()).exceptionHandler(gone -> leave());
        waitForMore();
        request.resume();
    }

    private void receive(Buffer chunk) {
        if (done || read) {
            return;
        }
        if (!budget.take(chunk.length())) {
            waitForRoom(chunk, System.nanoTime() + limits.bodyTimeout().toNanos());
            return;
        }
        heldBytes += chunk.length();
        submit(lines.add(chunk));
        if (isFarAhead()) {
            request.pause();
            stopWaiting();
        } else {
            waitForMore();
        }
    }

    /** Other bodies fill the memory that there is: this one can wait, since nothing is lost by it. */
    private void waitForRoom(Buffer chunk, long until) {
        request.pause();
        stopWaiting();
        if (System.nanoTime() > until) {
            breakOff("the service was too busy with other requests: send the rest again");
            return;
        }
        http.vertx().setTimer(RETRY_MILLIS, id -> {
            if (done) {
                return;
            }
            if (budget.take(chunk.length())) {
                budget.giveBack(chunk.length());
                receive(chunk);
                resumeIfRoom();
            } else {
                waitForRoom(chunk, until);
            }
        });
    }

    /**
     * When memory is short a batch answers what it has before it takes more, so that others get some. A line that has not ended
     * does not count, or a long one would never end.
     */
    private boolean isFarAhead() {
        long ahead = heldBytes - lines.heldBytes();
        return slices.size() >= MOST_SLICES || ahead >= (budget.isHalfTaken() ? 1 : BYTES_AHEAD);
    }

    private void submit(List<BatchLines.Line> ended) {
        long bytes = heldBytes
                - lines.heldBytes()
                - slices.stream().mapToLong(BatchSlice::heldBytes).sum();
        if (ended.isEmpty()) {
            giveBack(bytes); // of a line that is too long
            return;
        }
        BatchSlice last = slices.peekLast();
        if (last != null
                && last.isWaiting()
                && last.heldBytes() + bytes <= SLICE_BYTES
                && last.lines() + ended.size() <= SLICE_LINES) {
            last.add(ended, bytes);
        } else {
            slices.add(new BatchSlice(ended, bytes));
        }
        runNext();
    }

    private void runNext() {
        Iterator<BatchSlice> waiting =
                slices.stream().filter(BatchSlice::isWaiting).iterator();
        while (running < MOST_RUNNING && waiting.hasNext()) {
            BatchSlice slice = waiting.next();
            slice.markRunning();
            running++;
            workers.execute(() -> run(slice));
        }
    }

    private void run(BatchSlice slice) {
        try {
            slice.run(audit, () -> goneAway);
        } finally {
            eventLoop.runOnContext(now -> {
                running--;
                slice.markDone();
                runNext();
                write();
            });
        }
    }

    /** Writes what is next in order, as long as the client takes it. */
    private void write() {
        BatchSlice next = slices.peek();
        while (!done && next != null && next.isDone() && answer.hasRoom()) {
            slices.remove();
            next.summarise(summary);
            giveBack(next.heldBytes());
            answer.write(next.answer());
            next = slices.peek();
        }
        if (!done && read && slices.isEmpty()) {
            answer.write(List.of(BatchSlice.line(summary.line(brokeOff ? false : null))));
            leave();
        } else {
            resumeIfRoom();
        }
    }

    private void resumeIfRoom() {
        if (!done && !read && timer < 0 && !isFarAhead()) {
            waitForMore();
            request.resume();
        }
    }

    private void end() {
        if (!read && !done) {
            read = true;
            stopWaiting();
            submit(lines.finish());
            write();
        }
    }

    private void waitForMore() {
        stopWaiting();
        timer = http.vertx()
                .setTimer(
                        limits.bodyTimeout().toMillis(),
                        id -> breakOff("nothing more came for "
                                + limits.bodyTimeout().toSeconds() + " seconds: send the rest again"));
    }

    private void stopWaiting() {
        if (timer >= 0) {
            http.vertx().cancelTimer(timer);
            timer = -1;
        }
    }

    /** Answers what has come, and says why there is no more. */
    private void breakOff(String why) {
        if (read || done) {
            return;
        }
        read = true;
        brokeOff = true;
        stopWaiting();
        request.pause();
        giveBack(lines.heldBytes());
        BatchSlice last = BatchSlice.failed(lines.nextNumber(), ProblemException.of(ProblemType.REQUEST_TIMEOUT, why));
        slices.add(last);
        write();
    }

    private void leave() {
        if (!done) {
            done = true;
            goneAway = true;
            stopWaiting();
            slices.clear();
            giveBack(heldBytes);
            answer.end();
        }
    }

    private void giveBack(long bytes) {
        heldBytes -= bytes;
        budget.giveBack(bytes);
    }
}
