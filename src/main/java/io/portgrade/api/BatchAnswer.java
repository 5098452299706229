package io.portgrade.api;

import io.netty.buffer.Unpooled;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/**
 * The answer of a batch, written as the client takes it. Past the framework's own stream, which would copy each part twice. For
 * the event loop of the connection alone.
 */
final class BatchAnswer {

    /** A client that takes less than one in the idle timeout is cut off: only what is written whole counts as a sign of life. */
    private static final int PIECE_BYTES = 128 * 1024;

    /** RFC 9113, section 7; of HTTP/1 the connection is closed. */
    private static final long CANCEL = 0x8;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final UniEmitter<? super Void> written;

    /** @param written what the framework waits for to end the response */
    BatchAnswer(HttpServerRequest request, UniEmitter<? super Void> written) {
        this.request = request;
        this.response = request.response();
        this.written = written;
    }

    void begin() {
        BodyReader.invite(request);
        response.setChunked(true);
    }

    /** HTTP/1.0 knows no chunks. */
    private boolean endsWithConnection() {
        return request.version() == HttpVersion.HTTP_1_0;
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
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < parts.size(); to++) {
            bytes += parts.get(to).length;
            if (bytes >= PIECE_BYTES || to == parts.size() - 1) {
                writePiece(parts.subList(from, to + 1));
                from = to + 1;
                bytes = 0;
            }
        }
    }

    private void writePiece(List<byte[]> parts) {
        response.write(Buffer.buffer(Unpooled.wrappedBuffer(parts.toArray(byte[][]::new))));
    }

    /** Ends the response, unless the client has gone. */
    void end() {
        written.complete(null);
    }

    /** When the last of it is written, or the client has gone. */
    void ended() {
        if (endsWithConnection()) {
            request.connection().close();
        }
    }

    /** Ends it so that the client sees that it is not whole. */
    void reset() {
        response.reset(CANCEL);
    }
}
