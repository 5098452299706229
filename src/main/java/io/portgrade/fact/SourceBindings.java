package io.portgrade.fact;

import io.portgrade.capacity.Ceiling;
import io.portgrade.capacity.DestinationLoad;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pools that bind a source address before they connect, and what they lose by it. */
record SourceBindings(PoolSurvey survey, Policy policy, Facts.Builder facts) {

    void assemble(@Nullable EphemeralPorts ports) {
        Map<String, Set<Destination>> bySource = new HashMap<>();
        for (Pool pool : survey.pools()) {
            if (pool.bindsFirst()) {
                bySource.computeIfAbsent(source(pool), source -> new HashSet<>())
                        .add(pool.destination());
            }
        }
        Map<Destination, Double> utilisation = new HashMap<>();
        if (ports != null) {
            DestinationLoad.of(survey.pools())
                    .forEach(load -> utilisation.put(
                            load.destination(), load.utilisationWithoutReuse(ports.usable(), Ceiling.LINUX_TIME_WAIT)));
        }
        survey.look(
                BoundSources.class,
                BoundSources::new,
                pool -> !pool.bindsFirst()
                        || bySource.getOrDefault(source(pool), Set.of()).size() > 1
                        || utilisation.containsKey(pool.destination()),
                "requestsPerSecond",
                pool -> trouble(pool, bySource, utilisation));
    }

    private Optional<AffectedPool> trouble(
            Pool pool, Map<String, Set<Destination>> bySource, Map<Destination, Double> utilisation) {
        int destinations = pool.bindsFirst()
                ? bySource.getOrDefault(source(pool), Set.of()).size()
                : 0;
        boolean needsReuse = pool.bindsFirst()
                && utilisation.getOrDefault(pool.destination(), 0.0)
                        > policy.thresholds().reuseNeededAbove();
        if (destinations <= 1 && !needsReuse) {
            return Optional.empty();
        }
        return Optional.of(AffectedPool.of(
                pool,
                "binds " + source(pool) + " before it connects to " + pool.destination()
                        + (destinations > 1 ? ", one of " + destinations + " destinations that share its ports" : "")
                        + (needsReuse ? ", whose rate needs the reuse that this rules out" : ""),
                "sourceAddress",
                source(pool),
                "set IP_BIND_ADDRESS_NO_PORT on its sockets, for the full range to each destination"));
    }

    private static String source(Pool pool) {
        return Objects.requireNonNullElse(pool.sourceAddress(), "");
    }
}
