package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SQLAlchemy's engine pools, by the parameters of {@code create_engine}. A QueuePool keeps {@code pool_size} connections
 * and closes the {@code max_overflow} ones as soon as they are given back, so what is used beyond the size is churn.
 *
 * <p>Sources: SQLAlchemy 2.0, Connection Pooling (core/pooling) and Engine Configuration (core/engines): pool_size 5 with
 * 0 for no limit, max_overflow 10 with −1 for no limit, pool_recycle −1 for never; the same in 2.1.1,
 * {@code lib/sqlalchemy/pool/impl.py} and {@code base.py}.
 */
final class SqlAlchemy implements PoolFramework {

    private static final int POOL_SIZE = 5;
    private static final int MAX_OVERFLOW = 10;
    private static final Duration NEVER = Duration.ofMillis(-1);

    @Override
    public String id() {
        return "sqlalchemy";
    }

    @Override
    public List<String> settings() {
        return List.of("pool_size", "max_overflow", "pool_recycle", "poolclass");
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "url",
                "pool_timeout",
                "pool_pre_ping",
                "pool_use_lifo",
                "pool_reset_on_return",
                "pool_logging_name",
                "connect_args",
                "creator",
                "echo",
                "echo_pool",
                "future",
                "isolation_level",
                "execution_options",
                "logging_name",
                "query_cache_size",
                "json_serializer",
                "json_deserializer");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        String poolClass = stated.word("poolclass").orElse("QueuePool");
        Duration recycle = stated.durationOrForever("pool_recycle", ChronoUnit.SECONDS, NEVER);
        int size = stated.count("pool_size", 0, POOL_SIZE);
        int overflow = stated.count("max_overflow", -1, MAX_OVERFLOW);
        Optional<PoolSettings> pool = switch (poolClass.substring(poolClass.lastIndexOf('.') + 1)) {
            case "QueuePool", "AsyncAdaptedQueuePool", "FallbackAsyncAdaptedQueuePool" ->
                Optional.of(queue(size, overflow));
            case "NullPool" -> Optional.of(PoolSettings.connectionPerRequest());
            case "StaticPool", "AssertionPool" ->
                Optional.of(PoolSettings.keptAlive().withMaxSize(1));
            case "SingletonThreadPool" -> Optional.of(PoolSettings.keptAlive().withMaxSize(Math.max(1, size)));
            default -> Optional.empty();
        };
        if (pool.isEmpty()) {
            stated.refuse(
                    "poolclass",
                    "QueuePool, AsyncAdaptedQueuePool, NullPool, StaticPool, AssertionPool or SingletonThreadPool");
        }
        // Age is looked at when a connection is taken: at 0 it is too old each time.
        boolean always = recycle.isZero() && stated.isStated("pool_recycle");
        return always
                ? PoolSettings.connectionPerRequest()
                : pool.orElse(queue(size, overflow)).withMaxLifetime(recycle);
    }

    private static PoolSettings queue(int size, int overflow) {
        if (size == 0 || size == Integer.MAX_VALUE) {
            return PoolSettings.keptAlive();
        }
        boolean unbounded = overflow < 0 || overflow > Integer.MAX_VALUE - size;
        return PoolSettings.keptAlive().withMaxIdle(size).withMaxSize(unbounded ? Integer.MAX_VALUE : size + overflow);
    }
}
