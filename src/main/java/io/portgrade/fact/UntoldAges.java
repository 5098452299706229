package io.portgrade.fact;

import io.portgrade.ingest.text.FirstFew;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Pools of which nothing says after how long they replace their connections, which opens more. */
final class UntoldAges {

    private static final int MOST_NAMED = 3;

    private UntoldAges() {}

    /** In words, that no connection was taken to be replaced for its age; empty when it is known of all that keep them. */
    static Optional<String> assumption(Collection<Pool> pools) {
        List<String> names = pools.stream()
                .filter(UntoldAges::isUntold)
                .map(AffectedPool::name)
                .sorted()
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        FirstFew.of(names, MOST_NAMED)
                                + ": after how long connections are replaced is not known, none is taken to be opened for their age");
    }

    private static boolean isUntold(Pool pool) {
        PoolSettings settings = pool.settings();
        return settings != null && pool.keepsAlive() && !settings.maxLifetimeKnown();
    }
}
