package io.portgrade.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way: lines in, answers out in the same order. Reads no faster than it audits, and audits no faster than the
 * client reads, so that it takes the same memory for any number of hosts. All state but the slices' own is used on the event
 * loop of the connection alone.
 */
final class Batch {

    private static final long RETRY_MILLIS = 50;

    private final RoutingContext http;
    private final HttpServerRequest request;
    private final Context eventLoop;
    private final HttpLimits limits;
    private final BodyBudget budget;
    private final BatchWork work;
    private final BatchSlice.LineAudit audit;
    private final BatchAnswer answer;
    private final BatchLines lines;
    private final BatchSlices slices;
    private final BatchSummary summary;
    private final Deadline moreInput;
    private final Deadline answerTaken;
    private long heldBytes;
    private boolean waitsForRoom;
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
        this.audit = audit;
        this.answer = answer;
        this.work = new BatchWork(workers, task -> eventLoop.runOnContext(now -> task.run()), this::run, this::finish);
        this.slices = new BatchSlices(work::add);
        this.summary = new BatchSummary(audit.isGated());
        this.lines = new BatchLines(limits.maxBodyBytes());
        this.moreInput = new Deadline(http.vertx(), limits.bodyTimeout(), this::breakOffUnfinished);
        this.answerTaken = new Deadline(http.vertx(), limits.bodyTimeout(), this::giveUp);
    }

    void start() {
        answer.onRoom(() -> eventLoop.runOnContext(now -> write()));
        http.addEndHandler(ended -> {
            leave();
            answer.ended();
        });
        request.handler(this::receive).endHandler(end -> end()).exceptionHandler(gone -> leave());
        moreInput.restart();
        answer.begin();
        request.resume();
    }

    private void receive(Buffer chunk) {
        if (done || read) {
            return;
        }
        if (budget.take(chunk.length())) {
            accept(chunk);
        } else {
            waitForRoom(chunk, System.nanoTime() + limits.bodyTimeout().toNanos());
        }
    }

    private void accept(Buffer chunk) {
        heldBytes += chunk.length();
        long number = lines.nextNumber();
        List<BatchLines.Line> ended = lines.add(chunk);
        charge(ended.stream().mapToLong(BatchLines.Line::weight).sum());
        submit(ended);
        if (isFarAhead()) {
            request.pause();
            moreInput.stop();
        } else if (!moreInput.isRunning() || number != lines.nextNumber() || lines.heldBytes() == 0) {
            moreInput.restart(); // a line has as long as a body
        }
    }

    /** Other bodies fill the memory that there is: this one can wait, since nothing is lost by it. */
    private void waitForRoom(Buffer chunk, long until) {
        request.pause();
        moreInput.stop();
        waitsForRoom = true;
        if (System.nanoTime() > until) {
            breakOff("the service was too busy with other requests: send the rest again");
            return;
        }
        http.vertx().setTimer(RETRY_MILLIS, id -> {
            if (done) {
                return;
            }
            if (budget.take(chunk.length())) {
                waitsForRoom = false;
                accept(chunk);
                if (moreInput.isRunning()) { // else it is far ahead, and goes on when answers are written
                    request.resume();
                }
            } else {
                waitForRoom(chunk, until);
            }
        });
    }

    /**
     * Whether nothing more is to be read for now. Much is read ahead while there is memory, since to stop and go on for every few
     * lines costs as much as to read them; when memory is short a batch answers what it has before it takes more, so that
     * others get some. A line that has not ended does not count, or a long one would never end.
     */
    private boolean isFarAhead() {
        return slices.areMany() || bytesAhead() >= (budget.isHalfTaken() ? 1 : BatchSlices.mostBytes());
    }

    /**
     * Whether to read on: only when half of what was read is done. To read a lot at a time, and then nothing for a while, leaves the
     * processors and their caches to the audits meanwhile.
     */
    private boolean hasRoomAgain() {
        return slices.areFew() && bytesAhead() < (budget.isHalfTaken() ? 1 : BatchSlices.mostBytes() / 2);
    }

    private long bytesAhead() {
        return heldBytes - lines.heldBytes();
    }

    private void submit(List<BatchLines.Line> ended) {
        long bytes = bytesAhead() - slices.heldBytes();
        if (ended.isEmpty()) {
            giveBack(bytes); // of a line that is too long
        } else {
            slices.add(ended, bytes);
        }
    }

    private void run(BatchSlice slice) {
        slice.run(audit, () -> goneAway);
    }

    private void finish() {
        for (BatchSlice slice : work.takeDone()) {
            if (!done && !slice.isWhole()) {
                giveUp(); // rather than leave lines out
            }
            slices.ended(slice);
        }
        write();
    }

    /** Writes what is next in order, as long as the client takes it. */
    private void write() {
        answerTaken.stop();
        BatchSlice next = takeNext();
        while (next != null) {
            next.summarise(summary);
            giveBack(next.heldBytes());
            answer.write(next.answer());
            next = takeNext();
        }
        if (!done && read && slices.isEmpty()) {
            answer.write(List.of(BatchSlice.line(summary.line(brokeOff ? false : null))));
            leave();
            return;
        }
        if (!done && !answer.hasRoom()) {
            answerTaken.restart();
        }
        resumeIfRoom();
    }

    private @Nullable BatchSlice takeNext() {
        return !done && answer.hasRoom() ? slices.takeDone() : null;
    }

    private void resumeIfRoom() {
        if (!done && !read && !waitsForRoom && !moreInput.isRunning() && hasRoomAgain()) {
            moreInput.restart();
            request.resume();
        }
    }

    private void end() {
        if (!read && !done) {
            read = true;
            moreInput.stop();
            submit(lines.finish());
            write();
        }
    }

    private void breakOffUnfinished() {
        String seconds = limits.bodyTimeout().toSeconds() + " seconds: send the rest again";
        breakOff((lines.heldBytes() == 0 ? "nothing more came for " : "the line did not come to its end within ")
                + seconds);
    }

    /** Answers what has come, and says why there is no more. */
    private void breakOff(String why) {
        if (read || done) {
            return;
        }
        read = true;
        brokeOff = true;
        moreInput.stop();
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
            moreInput.stop();
            answerTaken.stop();
            slices.clear();
            giveBack(heldBytes);
            answer.end();
        }
    }

    /** The client takes nothing, or its lines cannot be answered: it sees that there is no summary. */
    private void giveUp() {
        answer.reset();
        leave();
    }

    /** Beyond the budget, if need be: those who ask for room next wait the longer. */
    private void charge(long bytes) {
        heldBytes += bytes;
        budget.charge(bytes);
    }

    private void giveBack(long bytes) {
        heldBytes -= bytes;
        budget.giveBack(bytes);
    }
}
