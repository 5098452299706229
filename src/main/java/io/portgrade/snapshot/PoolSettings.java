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
 * @param idleTimeout after how long an unused connection is closed; null for never, or when that is not known
 * @param maxLifetime after how long a connection is replaced, used or not; null for never, or when that is not known
 * @param requestsPerConnection after how many requests it is closed, 1 and up; null for never
 * @param idleTimeoutKnown whether it is known after how long an unused connection is closed, or that it never is
 * @param maxLifetimeKnown whether it is known after how long a connection is replaced, or that it never is
 * @param sharedInUse connections that requests of all instances together may use at once, 1 and up; those that each of them keeps
 *     unused come on top. Null when they share no bound
 */
public record PoolSettings(
        @Nullable Boolean keepAlive,
        @Nullable Integer maxSize,
        boolean boundKnown,
        @Nullable Integer maxIdle,
        int minIdle,
        @Nullable Duration idleTimeout,
        @Nullable Duration maxLifetime,
        @Nullable Integer requestsPerConnection,
        boolean idleTimeoutKnown,
        boolean maxLifetimeKnown,
        @Nullable Integer sharedInUse) {

    public PoolSettings {
        requireAtLeast(1, maxSize);
        requireAtLeast(0, maxIdle);
        requireAtLeast(0, minIdle);
        requireAtLeast(1, requestsPerConnection);
        requireAtLeast(1, sharedInUse);
        requirePositive(idleTimeout);
        requirePositive(maxLifetime);
    }

    /** Connections that serve request after request, without any bound. */
    public static PoolSettings keptAlive() {
        return new PoolSettings(true, null, true, null, 0, null, null, null, true, true, null);
    }

    /** A connection for every request. */
    public static PoolSettings connectionPerRequest() {
        return new PoolSettings(false, null, true, null, 0, null, null, null, true, true, null);
    }

    /** Without any bound; whether connections serve more than one request is not known. */
    public static PoolSettings ofUnknownKeepAlive() {
        return new PoolSettings(null, null, true, null, 0, null, null, null, true, true, null);
    }

    public PoolSettings withKeepAlive(@Nullable Boolean kept) {
        return new PoolSettings(
                kept,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                idleTimeout,
                maxLifetime,
                requestsPerConnection,
                idleTimeoutKnown,
                maxLifetimeKnown,
                sharedInUse);
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
                requestsPerConnection,
                idleTimeoutKnown,
                maxLifetimeKnown,
                sharedInUse);
    }

    /** With a bound, or without: nothing says which. */
    public PoolSettings withUnknownBound() {
        return new PoolSettings(
                keepAlive,
                null,
                false,
                maxIdle,
                minIdle,
                idleTimeout,
                maxLifetime,
                requestsPerConnection,
                idleTimeoutKnown,
                maxLifetimeKnown,
                sharedInUse);
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
                requestsPerConnection,
                idleTimeoutKnown,
                maxLifetimeKnown,
                sharedInUse);
    }

    public PoolSettings withMinIdle(int connections) {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                connections,
                idleTimeout,
                maxLifetime,
                requestsPerConnection,
                idleTimeoutKnown,
                maxLifetimeKnown,
                sharedInUse);
    }

    /** @param time zero or less for never */
    public PoolSettings withIdleTimeout(Duration time) {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                limited(time),
                maxLifetime,
                requestsPerConnection,
                true,
                maxLifetimeKnown,
                sharedInUse);
    }

    /** Nothing says after how long an unused connection is closed. */
    public PoolSettings withUnknownIdleTimeout() {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                null,
                maxLifetime,
                requestsPerConnection,
                false,
                maxLifetimeKnown,
                sharedInUse);
    }

    /** @param time zero or less for never */
    public PoolSettings withMaxLifetime(Duration time) {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                idleTimeout,
                limited(time),
                requestsPerConnection,
                idleTimeoutKnown,
                true,
                sharedInUse);
    }

    /** Nothing says after how long a connection is replaced. */
    public PoolSettings withUnknownMaxLifetime() {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                idleTimeout,
                null,
                requestsPerConnection,
                idleTimeoutKnown,
                false,
                sharedInUse);
    }

    public PoolSettings withRequestsPerConnection(int requests) {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                idleTimeout,
                maxLifetime,
                bounded(requests),
                idleTimeoutKnown,
                maxLifetimeKnown,
                sharedInUse);
    }

    /** @param connections {@link Integer#MAX_VALUE} for no bound, shared by all instances */
    public PoolSettings withSharedInUse(int connections) {
        return new PoolSettings(
                keepAlive,
                maxSize,
                boundKnown,
                maxIdle,
                minIdle,
                idleTimeout,
                maxLifetime,
                requestsPerConnection,
                idleTimeoutKnown,
                maxLifetimeKnown,
                bounded(connections));
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
