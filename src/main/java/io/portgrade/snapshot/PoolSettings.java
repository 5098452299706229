package io.portgrade.snapshot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one instance of a pool opens, keeps and closes connections, in words that all frameworks share.
 *
 * @param keepAlive whether a connection serves more than one request; null when nothing says so
 * @param maxSize connections open at once, 1 and up; null when there is no bound, or none is known
 * @param boundKnown whether it is known how many connections may be open at once, or that there is no bound
 * @param maxIdle connections kept for reuse, 0 and up: one that is given back beyond them is closed; null when there is
 *     no bound
 * @param minIdle connections held open although nothing asks for them, 0 and up
 * @param idleTimeout after how long an unused connection is closed; null for never
 * @param maxLifetime after how long a connection is replaced, used or not; null for never
 * @param requestsPerConnection after how many requests it is closed, 1 and up; null for never
 */
public record PoolSettings(
        @Nullable Boolean keepAlive,
        @Nullable Integer maxSize,
        boolean boundKnown,
        @Nullable Integer maxIdle,
        int minIdle,
        @Nullable Duration idleTimeout,
        @Nullable Duration maxLifetime,
        @Nullable Integer requestsPerConnection) {

    public PoolSettings {
        requireAtLeast(1, maxSize);
        requireAtLeast(0, maxIdle);
        requireAtLeast(0, minIdle);
        requireAtLeast(1, requestsPerConnection);
        requirePositive(idleTimeout);
        requirePositive(maxLifetime);
    }

    /** Connections that serve request after request, without any bound. */
    public static PoolSettings keptAlive() {
        return new PoolSettings(true, null, true, null, 0, null, null, null);
    }

    /** A connection for every request. */
    public static PoolSettings connectionPerRequest() {
        return new PoolSettings(false, null, true, null, 0, null, null, null);
    }

    /** Without any bound; whether connections serve more than one request is not known. */
    public static PoolSettings ofUnknownKeepAlive() {
        return new PoolSettings(null, null, true, null, 0, null, null, null);
    }

    /** @param connections {@link Integer#MAX_VALUE} for no bound */
    public PoolSettings withMaxSize(int connections) {
        return new PoolSettings(
                keepAlive,
                bounded(connections),
                true,
                maxIdle,
                minIdle,
                idleTimeout,
                maxLifetime,
                requestsPerConnection);
    }

    /** With a bound, or without: nothing says which. */
    public PoolSettings withUnknownBound() {
        return new PoolSettings(
                keepAlive, null, false, maxIdle, minIdle, idleTimeout, maxLifetime, requestsPerConnection);
    }

    /** @param connections {@link Integer#MAX_VALUE} for no bound */
    public PoolSettings withMaxIdle(int connections) {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                bounded(connections),
                minIdle,
                idleTimeout,
                maxLifetime,
                requestsPerConnection);
    }

    public PoolSettings withMinIdle(int connections) {
        return new PoolSettings(
                keepAlive, maxSize, boundKnown, maxIdle, connections, idleTimeout, maxLifetime, requestsPerConnection);
    }

    /** @param time zero or less for never */
    public PoolSettings withIdleTimeout(Duration time) {
        return new PoolSettings(
                keepAlive, maxSize, boundKnown, maxIdle, minIdle, limited(time), maxLifetime, requestsPerConnection);
    }

    /** @param time zero or less for never */
    public PoolSettings withMaxLifetime(Duration time) {
        return new PoolSettings(
                keepAlive, maxSize, boundKnown, maxIdle, minIdle, idleTimeout, limited(time), requestsPerConnection);
    }

    public PoolSettings withRequestsPerConnection(int requests) {
        return new PoolSettings(
                keepAlive, maxSize, boundKnown, maxIdle, minIdle, idleTimeout, maxLifetime, bounded(requests));
    }

    /** Whether connections may be closed only because more of them come back than are kept. */
    public boolean discardsIdle() {
        return maxIdle != null && (maxSize == null || maxSize > maxIdle);
    }

    /** The most connections of one instance that stay open from request to request; null when there is no bound. */
    public @Nullable Integer kept() {
        if (maxSize == null || maxIdle == null) {
            return maxSize == null ? maxIdle : maxSize;
        }
        return Integer.valueOf(Math.min(maxSize, maxIdle));
    }

    private static @Nullable Integer bounded(int count) {
        return count == Integer.MAX_VALUE ? null : Integer.valueOf(count);
    }

    private static @Nullable Duration limited(Duration time) {
        return time.isZero() || time.isNegative() ? null : time;
    }

    private static void requireAtLeast(int least, @Nullable Integer count) {
        if (count != null && count < least) {
            throw new IllegalArgumentException(count + " connections or requests, at least " + least + " needed");
        }
    }

    private static void requirePositive(@Nullable Duration time) {
        if (time != null && (time.isZero() || time.isNegative())) {
            throw new IllegalArgumentException("not a time limit: " + time);
        }
    }
}
