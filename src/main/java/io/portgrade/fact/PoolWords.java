package io.portgrade.fact;

import static java.util.Map.entry;

import io.portgrade.snapshot.Pool;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a framework writes what a remedy changes. In each, {@code {n}} stands for a number, {@code {s}} for seconds and {@code
 * {ms}} for milliseconds. The documents that the settings come from are named where the framework is read.
 *
 * @param size the most connections of one instance
 * @param kept how many of them are kept for later requests
 * @param keepAlive what makes connections serve more than one request
 * @param idle after how long an unused connection is closed; null when the framework has no such setting
 * @param age after how long a connection is replaced; null likewise
 */
record PoolWords(
        String size,
        String kept,
        String keepAlive,
        @Nullable String idle,
        @Nullable String age) {

    private static final PoolWords GENERIC = new PoolWords(
            "maxSize: {n}", "maxSize: {n}", "keepAlive: true", "idleTimeoutSeconds: {s}", "maxLifetimeSeconds: {s}");

    /** {@code ngx_http_upstream_module}, keepalive: "SCGI and uwsgi protocols do not have a notion of keepalive connections". */
    private static final String WITH_HTTP =
            "proxy_pass in the place of uwsgi_pass or scgi_pass, which keep no connection, to an"
                    + " application that speaks HTTP, with keepalive {n}; proxy_http_version 1.1; proxy_set_header Connection \"\";";

    private static final String IN_CLIENTS =
            "keep-alive in the clients of nginx, whose stream block opens a connection for each of theirs";

    private static final Map<String, PoolWords> BY_FRAMEWORK = Map.ofEntries(
            entry(
                    "sqlalchemy",
                    new PoolWords(
                            "pool_size + max_overflow = {n}",
                            "pool_size={n}",
                            "poolclass=QueuePool",
                            "pool_recycle={s}",
                            "pool_recycle={s}")),
            entry(
                    "hikaricp",
                    new PoolWords(
                            "maximumPoolSize: {n}",
                            "maximumPoolSize: {n}",
                            "maximumPoolSize: {n}",
                            "maxLifetime: {ms}",
                            "maxLifetime: {ms}")),
            entry(
                    "node-http-agent",
                    new PoolWords(
                            "maxSockets: {n}",
                            "maxFreeSockets: {n}",
                            "new Agent({ keepAlive: true })",
                            "timeout: {ms}",
                            null)),
            entry(
                    "python-requests",
                    new PoolWords(
                            "pool_maxsize={n}, pool_block=True",
                            "pool_maxsize={n}",
                            "one Session for all requests",
                            null,
                            null)),
            entry(
                    "go-http-transport",
                    new PoolWords(
                            "MaxConnsPerHost: {n}",
                            "MaxIdleConnsPerHost: {n} (and MaxIdleConns no lower)",
                            "DisableKeepAlives: false",
                            "IdleConnTimeout: {s} * time.Second",
                            null)),
            entry(
                    "apache-httpclient",
                    new PoolWords(
                            "maxConnPerRoute {n}",
                            "maxConnPerRoute {n}",
                            "DefaultConnectionReuseStrategy",
                            "evictIdleConnections {s} s",
                            "timeToLive {s} s")),
            entry(
                    "okhttp",
                    new PoolWords(
                            "maxRequestsPerHost {n}",
                            "ConnectionPool(maxIdleConnections = {n}, …)",
                            "ConnectionPool(maxIdleConnections = {n}, …)",
                            "keepAliveDuration {s} s",
                            null)),
            entry(
                    "dotnet-sockets-http-handler",
                    new PoolWords(
                            "MaxConnectionsPerServer = {n}",
                            "MaxConnectionsPerServer = {n}",
                            "PooledConnectionLifetime and PooledConnectionIdleTimeout above zero",
                            "PooledConnectionIdleTimeout = TimeSpan.FromSeconds({s})",
                            "PooledConnectionLifetime = TimeSpan.FromSeconds({s})")),
            entry("nginx-upstream", nginx("keepalive {n}; proxy_http_version 1.1; proxy_set_header Connection \"\";")),
            entry("nginx-upstream fastcgi_pass", nginx("keepalive {n}; fastcgi_keep_conn on;")),
            entry("nginx-upstream grpc_pass", nginx("keepalive {n};")),
            entry("nginx-upstream memcached_pass", nginx("keepalive {n};")),
            entry("nginx-upstream uwsgi_pass", nginx(WITH_HTTP)),
            entry("nginx-upstream scgi_pass", nginx(WITH_HTTP)),
            entry("nginx-upstream stream", nginx(IN_CLIENTS)),
            entry(
                    "pgbouncer",
                    new PoolWords(
                            "pool_size + reserve_pool_size of all its databases = {n}",
                            "default_pool_size = {n}",
                            "server_lifetime = 3600",
                            "server_idle_timeout = {s}",
                            "server_lifetime = {s}")));

    /** {@code HikariConfig.validateNumerics, HikariCP 5.1.0}: a shorter maxLifetime is replaced by half an hour. */
    private static final Map<String, Duration> LEAST_IDLE = Map.of("hikaricp", Duration.ofSeconds(30));

    /** What closes idle connections after this time; empty when the framework cannot, or not so soon. */
    static Optional<String> closingIdle(Pool pool, Duration time) {
        Duration least = LEAST_IDLE.getOrDefault(pool.framework(), Duration.ofSeconds(1));
        return Optional.ofNullable(of(pool).idle)
                .filter(setting -> time.compareTo(least) >= 0)
                .map(setting -> with(setting, time));
    }

    /** By the protocol, where a line of the text tells it. */
    static PoolWords of(Pool pool) {
        return pool.statements().stream()
                .map(line -> BY_FRAMEWORK.get(pool.framework() + " " + line.name()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> BY_FRAMEWORK.getOrDefault(pool.framework(), GENERIC));
    }

    private static PoolWords nginx(String keepAlive) {
        return new PoolWords(
                "max_conns={n} on each server of the upstream",
                "keepalive {n};",
                keepAlive,
                "keepalive_timeout {s}s;",
                "keepalive_time {s}s;");
    }

    static String with(String words, long count) {
        return words.replace("{n}", Long.toString(count));
    }

    static String with(String words, Duration time) {
        return words.replace("{s}", Long.toString(time.toSeconds())).replace("{ms}", Long.toString(time.toMillis()));
    }
}
