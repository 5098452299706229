package io.portgrade.api;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** The arrival of one body; everything happens on the event loop of its connection. */
final class BodyReading {

    private static final String RETRY_AFTER_SECONDS = "1";

    private final RoutingContext http;
    private final HttpServerRequest request;
    private final HttpLimits limits;
    private final BodyLimit limit;
    private final BodyBudget budget;
    private final UniEmitter<? super Body> emitter;
    private final List<Buffer> chunks = new ArrayList<>(1);
    private int size;
    private final Deadline arrival;
    private boolean done;

    BodyReading(RoutingContext http, HttpLimits limits, BodyBudget budget, UniEmitter<? super Body> emitter) {
        this.http = http;
        this.request = http.request();
        this.limits = limits;
        this.limit = BodyLimit.of(request.getHeader(HttpHeaders.CONTENT_TYPE), limits);
        this.budget = budget;
        this.emitter = emitter;
        this.arrival = new Deadline(http.vertx(), limits.bodyTimeout(), () -> refuse(tooSlow()));
    }

    void start() {
        long announced = announcedLength();
        if (announced > limit.bytes()) {
            refuse(limit.exceeded());
        } else if (!budget.hasRoomFor(announced)) {
            refuse(overloaded());
        } else {
            receive();
        }
    }

    /** 0 when the body comes in chunks. */
    private long announcedLength() {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void receive() {
        http.vertx().runOnContext(now -> limitTime());
        request.handler(this::add).endHandler(end -> finish()).exceptionHandler(this::breakOff);
        BodyReader.invite(request);
        request.resume();
    }

    /** Called once what had come along with the headers is read: most bodies are whole by then, and need no timer. */
    private void limitTime() {
        if (!done) {
            arrival.restart();
        }
    }

    private void add(Buffer chunk) {
        if (done) {
            return;
        }
        if (size + (long) chunk.length() > limit.bytes()) {
            refuse(limit.exceeded());
        } else if (!budget.take(chunk.length())) {
            refuse(overloaded());
        } else {
            chunks.add(chunk);
            size += chunk.length();
        }
    }

    private void finish() {
        if (done) {
            return;
        }
        close();
        emitter.complete(new Body(joined(), budget));
    }

    private byte[] joined() {
        if (chunks.size() == 1) {
            return chunks.get(0).getBytes();
        }
        byte[] bytes = new byte[size];
        int at = 0;
        for (Buffer chunk : chunks) {
            chunk.getBytes(bytes, at);
            at += chunk.length();
        }
        return bytes;
    }

    /** The client went away. */
    private void breakOff(Throwable cause) {
        if (!done) {
            close();
            budget.giveBack(size);
            emitter.fail(ProblemException.of(ProblemType.MALFORMED_REQUEST, "the body broke off: send it again"));
        }
    }

    private void refuse(ProblemException problem) {
        if (done) {
            return;
        }
        close();
        budget.giveBack(size);
        chunks.clear();
        request.pause();
        UnreadBody.announceEnd(http);
        emitter.fail(problem);
    }

    private void close() {
        done = true;
        arrival.stop();
    }

    private ProblemException tooSlow() {
        return ProblemException.of(
                ProblemType.REQUEST_TIMEOUT,
                "the body did not arrive within " + limits.bodyTimeout().toSeconds() + " seconds: send it again");
    }

    static ProblemException overloaded() {
        return ProblemException.of(
                        ProblemType.OVERLOADED, "too many bodies are being read at this moment: try again in a second")
                .withHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
}
