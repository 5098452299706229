package io.portgrade.snapshot;

import java.time.Duration;
import java.util.function.Consumer;
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
 * @param refusesMore whether requests fail that find all connections in use; else they wait for one
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
        @Nullable Integer sharedInUse,
        boolean refusesMore) {

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
        return unbounded(true);
    }

    /** A connection for every request. */
    public static PoolSettings connectionPerRequest() {
        return unbounded(false);
    }

    /** Without any bound; whether connections serve more than one request is not known. */
    public static PoolSettings ofUnknownKeepAlive() {
        return unbounded(null);
    }

    private static PoolSettings unbounded(@Nullable Boolean keepAlive) {
        return new PoolSettings(keepAlive, null, true, null, 0, null, null, null, true, true, null, false);
    }

    public PoolSettings withKeepAlive(@Nullable Boolean kept) {
        return with(draft -> draft.keepAlive = kept);
    }

    /** @param connections {@link Integer#MAX_VALUE} for no bound */
    public PoolSettings withMaxSize(int connections) {
        return with(draft -> {
            draft.maxSize = bounded(connections);
            draft.boundKnown = true;
        });
    }

    /** With a bound, or without: nothing says which. */
    public PoolSettings withUnknownBound() {
        return with(draft -> {
            draft.maxSize = null;
            draft.boundKnown = false;
        });
    }

    /** @param connections {@link Integer#MAX_VALUE} for no bound */
    public PoolSettings withMaxIdle(int connections) {
        return with(draft -> draft.maxIdle = bounded(connections));
    }

    public PoolSettings withMinIdle(int connections) {
        return with(draft -> draft.minIdle = connections);
    }

    /** @param time zero or less for never */
    public PoolSettings withIdleTimeout(Duration time) {
        return with(draft -> {
            draft.idleTimeout = limited(time);
            draft.idleTimeoutKnown = true;
        });
    }

    /** Nothing says after how long an unused connection is closed. */
    public PoolSettings withUnknownIdleTimeout() {
        return with(draft -> {
            draft.idleTimeout = null;
            draft.idleTimeoutKnown = false;
        });
    }

    /** @param time zero or less for never */
    public PoolSettings withMaxLifetime(Duration time) {
        return with(draft -> {
            draft.maxLifetime = limited(time);
            draft.maxLifetimeKnown = true;
        });
    }

    /** Nothing says after how long a connection is replaced. */
    public PoolSettings withUnknownMaxLifetime() {
        return with(draft -> {
            draft.maxLifetime = null;
            draft.maxLifetimeKnown = false;
        });
    }

    public PoolSettings withRequestsPerConnection(int requests) {
        return with(draft -> draft.requestsPerConnection = bounded(requests));
    }

    /** @param connections {@link Integer#MAX_VALUE} for no bound, shared by all instances */
    public PoolSettings withSharedInUse(int connections) {
        return with(draft -> draft.sharedInUse = bounded(connections));
    }

    /** Requests fail that find all connections in use. */
    public PoolSettings refusingMore() {
        return with(draft -> draft.refusesMore = true);
    }

    private PoolSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
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

    /** Settings that are being changed. */
    private static final class Draft {

        private @Nullable Boolean keepAlive;
        private @Nullable Integer maxSize;
        private boolean boundKnown;
        private @Nullable Integer maxIdle;
        private int minIdle;
        private @Nullable Duration idleTimeout;
        private @Nullable Duration maxLifetime;
        private @Nullable Integer requestsPerConnection;
        private boolean idleTimeoutKnown;
        private boolean maxLifetimeKnown;
        private @Nullable Integer sharedInUse;
        private boolean refusesMore;

        Draft(PoolSettings of) {
            keepAlive = of.keepAlive;
            maxSize = of.maxSize;
            boundKnown = of.boundKnown;
            maxIdle = of.maxIdle;
            minIdle = of.minIdle;
            idleTimeout = of.idleTimeout;
            maxLifetime = of.maxLifetime;
            requestsPerConnection = of.requestsPerConnection;
            idleTimeoutKnown = of.idleTimeoutKnown;
            maxLifetimeKnown = of.maxLifetimeKnown;
            sharedInUse = of.sharedInUse;
            refusesMore = of.refusesMore;
        }

        PoolSettings settings() {
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
                    sharedInUse,
                    refusesMore);
        }
    }
}
