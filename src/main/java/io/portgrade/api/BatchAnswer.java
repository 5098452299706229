package io.portgrade.api;

import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * The answer of a batch, written as the client takes it. Past the framework's own stream, which would copy each part twice. For
 * the event loop of the connection alone.
 */
final class BatchAnswer {

    private final HttpServerResponse response;
    private final UniEmitter<? super Void> written;

    /** @param written what the framework waits for to end the response */
    BatchAnswer(HttpServerResponse response, UniEmitter<? super Void> written) {
        this.response = response;
        this.written = written;
    }

    /** Whether the client has taken enough of what was written. */
    boolean hasRoom() {
        return !response.writeQueueFull();
    }

    /** What to do when there is room again. */
    void onRoom(Runnable more) {
        response.drainHandler(room -> more.run());
    }

    void write(List<byte[]> parts) {
        response.write(Buffer.buffer(Unpooled.wrappedBuffer(parts.toArray(byte[][]::new))));
    }

    /** Ends the response, unless the client has gone. */
    void end() {
        written.complete(null);
    }
}
