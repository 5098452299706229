package io.portgrade.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * What a client still sends of a body after the answer is out. Some of it is read and thrown away: closing at once would
 * reset the connection, and the client might never see why. A client that does not come to an end is hung up on.
 */
final class UnreadBody {

    private static final long LINGER_MILLIS = 5_000;
    private static final long MAX_DISCARDED_BYTES = 8L << 20;

    private final RoutingContext http;
    private final HttpServerRequest request;
    private long discardedBytes;
    private boolean done;

    private UnreadBody(RoutingContext http) {
        this.http = http;
        this.request = http.request();
    }

    /** Sees to it that the rest of the body, if there is one, takes no more than its bounds. */
    static void discardAfterResponse(RoutingContext http) {
        if (mayHaveBody(http.request())) {
            Context eventLoop = http.vertx().getOrCreateContext(); // an answer may come from a worker thread
            http.addEndHandler(sent -> {
                if (!http.request().isEnded()) {
                    eventLoop.runOnContext(now -> new UnreadBody(http).discard());
                }
            });
        }
    }

    /** Tells the client that the connection ends with this answer, which a body that was refused makes necessary. */
    static void announceEnd(RoutingContext http) {
        if (http.request().version() != HttpVersion.HTTP_2) {
            http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private static boolean mayHaveBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || request.version() == HttpVersion.HTTP_2
                : !length.equals("0");
    }

    private void discard() {
        if (request.isEnded() || http.response().closed()) {
            return;
        }
        http.vertx().setTimer(LINGER_MILLIS, id -> hangUp());
        if (request.version() == HttpVersion.HTTP_2) {
            request.pause(); // flow control keeps the rest with the client, which stops when it sees the answer
            return;
        }
        request.handler(this::count).endHandler(end -> finish()).exceptionHandler(gone -> done = true);
        request.resume();
    }

    private void count(Buffer chunk) {
        discardedBytes += chunk.length();
        if (discardedBytes > MAX_DISCARDED_BYTES) {
            hangUp();
        }
    }

    private void finish() {
        done = true;
        if (http.response().headers().contains(HttpHeaders.CONNECTION)) {
            request.connection().close();
        }
    }

    private void hangUp() {
        if (done || request.isEnded()) {
            return;
        }
        done = true;
        request.pause();
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset(0);
        } else {
            request.connection().close();
        }
    }
}
