package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * OkHttp, by the parameters of its ConnectionPool and the fields of its Dispatcher. The dispatcher bounds calls that are
 * enqueued; a program that calls {@code execute()} from its own threads has as many connections as threads, and says so
 * by {@code maxRequestsPerHost}. Over HTTP/2 there are fewer.
 *
 * <p>Sources: OkHttp 4.12.0, {@code ConnectionPool}: 5 idle connections, kept for 5 minutes; {@code Dispatcher}:
 * maxRequests 64, maxRequestsPerHost 5.
 */
final class OkHttp implements PoolFramework {

    private static final int MAX_IDLE_CONNECTIONS = 5;
    private static final Duration KEEP_ALIVE = Duration.ofMinutes(5);
    private static final int MAX_REQUESTS = 64;
    private static final int MAX_REQUESTS_PER_HOST = 5;

    @Override
    public String id() {
        return "okhttp";
    }

    @Override
    public List<String> settings() {
        return List.of("maxIdleConnections", "keepAliveDuration", "maxRequests", "maxRequestsPerHost");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "callTimeout",
                "connectTimeout",
                "readTimeout",
                "writeTimeout",
                "pingInterval",
                "retryOnConnectionFailure",
                "followRedirects",
                "followSslRedirects",
                "fastFallback",
                "protocols");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        int idle = stated.count("maxIdleConnections", 0, MAX_IDLE_CONNECTIONS);
        int size = Math.min(
                stated.count("maxRequests", 1, MAX_REQUESTS),
                stated.count("maxRequestsPerHost", 1, MAX_REQUESTS_PER_HOST));
        return PoolSettings.keptAlive()
                .withMaxSize(size)
                .withMaxIdle(idle)
                .withIdleTimeout(stated.duration("keepAliveDuration", null, KEEP_ALIVE));
    }
}
