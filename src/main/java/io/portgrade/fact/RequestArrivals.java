package io.portgrade.fact;

import io.portgrade.finding.Numerals;
import io.portgrade.snapshot.Pool;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** How requests come, which decides how many connections a pool opens that keeps fewer than it uses. */
final class RequestArrivals {

    private RequestArrivals() {}

    /** In words, that requests were taken to come one by one; empty when no pool would open more in waves. */
    static Optional<String> assumption(Collection<Pool> pools) {
        return pools.stream()
                .filter(pool -> more(pool) > 0)
                .max(Comparator.comparingDouble(RequestArrivals::more).thenComparing(Pool::name))
                .map(pool ->
                        "requests are taken to come independently of each other: in waves, pools that keep fewer connections"
                                + " than they use open more, " + AffectedPool.name(pool) + " up to "
                                + Numerals.plain(inWaves(pool)) + " a second instead of "
                                + Numerals.plain(Objects.requireNonNull(pool.newConnectionsPerSecond())));
    }

    private static double inWaves(Pool pool) {
        return Objects.requireNonNullElse(pool.newConnectionsInWaves(), 0.0);
    }

    private static double more(Pool pool) {
        Double opened = pool.newConnectionsPerSecond();
        return opened == null || Numerals.plain(opened).equals(Numerals.plain(inWaves(pool)))
                ? 0
                : inWaves(pool) - opened;
    }
}
