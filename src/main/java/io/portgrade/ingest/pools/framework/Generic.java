package io.portgrade.ingest.pools.framework;

import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The vocabulary of the audit request itself, for pools of any other kind. Nothing is taken for what is left out. */
final class Generic implements PoolFramework {

    private static final int UNTOLD = 0;

    @Override
    public String id() {
        return PoolFrameworks.DEFAULT;
    }

    @Override
    public List<String> settings() {
        return List.of("maxSize", "keepAlive", "idleTimeoutSeconds", "maxLifetimeSeconds");
    }

    @Override
    public PoolSettings read(StatedSettings stated) {
        Optional<Boolean> keepAlive = stated.findFlag("keepAlive");
        PoolSettings kept = PoolSettings.ofUnknownKeepAlive();
        if (keepAlive.isPresent()) {
            kept = keepAlive.get() ? PoolSettings.keptAlive() : PoolSettings.connectionPerRequest();
        }
        int size = stated.count("maxSize", 1, UNTOLD);
        PoolSettings sized = size == UNTOLD ? kept.withUnknownBound() : kept.withMaxSize(size);
        PoolSettings idle = stated.isStated("idleTimeoutSeconds")
                ? sized.withIdleTimeout(stated.duration("idleTimeoutSeconds", ChronoUnit.SECONDS, Duration.ZERO))
                : sized.withUnknownIdleTimeout();
        return stated.isStated("maxLifetimeSeconds")
                ? idle.withMaxLifetime(stated.duration("maxLifetimeSeconds", ChronoUnit.SECONDS, Duration.ZERO))
                : idle.withUnknownMaxLifetime();
    }
}
