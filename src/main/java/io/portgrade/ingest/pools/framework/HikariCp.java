package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * HikariCP, by the properties of its configuration; a pool of fixed size unless {@code minimumIdle} is lowered.
 *
 * <p>Sources: HikariCP 5.1.0, README, section Configuration: maximumPoolSize 10, minimumIdle the same, idleTimeout
 * 600000 ms, maxLifetime 1800000 ms, 0 for never; {@code HikariConfig.validateNumerics}: a maxLifetime below 30 s and, where
 * minimumIdle is lowered, an idleTimeout below 10 s are replaced by their defaults, and one that is not below maxLifetime
 * by a second is switched off.
 */
final class HikariCp implements PoolFramework {

    private static final int MAXIMUM_POOL_SIZE = 10;
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);
    private static final Duration LEAST_LIFETIME = Duration.ofSeconds(30);
    private static final Duration LEAST_IDLE_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String id() {
        return "hikaricp";
    }

    @Override
    public List<String> settings() {
        return List.of("maximumPoolSize", "minimumIdle", "idleTimeout", "maxLifetime");
    }

    @Override
    public List<String> prefixes() {
        return SpringText.PREFIXES;
    }

    @Override
    public Set<String> otherSettings() {
        return Set.of(
                "allowPoolSuspension",
                "autoCommit",
                "catalog",
                "connectionInitSql",
                "connectionTestQuery",
                "connectionTimeout",
                "dataSource",
                "dataSourceClassName",
                "dataSourceJNDI",
                "dataSourceProperties",
                "driverClassName",
                "exceptionOverrideClassName",
                "healthCheckProperties",
                "healthCheckRegistry",
                "initializationFailTimeout",
                "isolateInternalQueries",
                "jdbcUrl",
                "keepaliveTime",
                "leakDetectionThreshold",
                "metricRegistry",
                "metricsTrackerFactory",
                "password",
                "poolName",
                "readOnly",
                "registerMbeans",
                "scheduledExecutor",
                "schema",
                "threadFactory",
                "transactionIsolation",
                "username",
                "validationTimeout");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        int size = stated.count("maximumPoolSize", 1, MAXIMUM_POOL_SIZE);
        int idle = Math.min(stated.count("minimumIdle", 0, size), size);
        Duration lifetime = stated.duration("maxLifetime", ChronoUnit.MILLIS, MAX_LIFETIME);
        if (!lifetime.isZero() && lifetime.compareTo(LEAST_LIFETIME) < 0) {
            stated.note("maxLifetime", "below 30 s, which HikariCP replaces by its default of 30 minutes");
            lifetime = MAX_LIFETIME;
        }
        return PoolSettings.keptAlive()
                .withMaxSize(size)
                .withMinIdle(idle)
                .withMaxLifetime(lifetime)
                .withIdleTimeout(idle < size ? idleTimeout(stated, lifetime) : Duration.ZERO);
    }

    /** Zero for never. */
    private static Duration idleTimeout(StatedSettings stated, Duration lifetime) {
        Duration timeout = stated.duration("idleTimeout", ChronoUnit.MILLIS, IDLE_TIMEOUT);
        if (!lifetime.isZero() && timeout.plusSeconds(1).compareTo(lifetime) > 0) {
            if (stated.isStated("idleTimeout")) {
                stated.note("idleTimeout", "not below maxLifetime by a second, for which HikariCP switches it off");
            }
            return Duration.ZERO;
        }
        if (!timeout.isZero() && timeout.compareTo(LEAST_IDLE_TIMEOUT) < 0) {
            stated.note("idleTimeout", "below 10 s, which HikariCP replaces by its default of 10 minutes");
            return IDLE_TIMEOUT;
        }
        return timeout;
    }

    @Override
    public Optional<PoolText> text() {
        return Optional.of(new SpringText());
    }
}
