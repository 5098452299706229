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

/** The pools that bind a source address before they connect, and what they and others lose by it. */
record SourceBindings(PoolSurvey survey, Policy policy, Facts.Builder facts) {

    private static final String WILDCARD = "";

    private record Ends(String source, Destination destination) {

        static Ends of(Pool pool) {
            return new Ends(SourceBindings.source(pool), pool.destination());
        }
    }

    void assemble(@Nullable EphemeralPorts ports) {
        Map<String, Set<Destination>> bySource = new HashMap<>();
        Set<Destination> elsewhere = new HashSet<>();
        Set<Destination> bound = new HashSet<>();
        for (Pool pool : survey.pools()) {
            (pool.bindsFirst() ? bySource.computeIfAbsent(source(pool), source -> new HashSet<>()) : elsewhere)
                    .add(pool.destination());
            if (pool.bindsFirst()) {
                bound.add(pool.destination());
            }
        }
        Map<String, Integer> sharing = new HashMap<>();
        Set<Destination> ofWildcard = bySource.getOrDefault(WILDCARD, Set.of());
        bySource.forEach((source, own) ->
                sharing.put(source, source.equals(WILDCARD) ? bound.size() : together(own, ofWildcard)));
        Map<Ends, Double> utilisation = new HashMap<>();
        if (ports != null) {
            DestinationLoad.of(survey.pools())
                    .forEach(load -> utilisation.put(
                            new Ends(load.source(), load.destination()),
                            load.utilisationWithoutReuse(ports.usable(), Ceiling.LINUX_TIME_WAIT)));
        }
        survey.look(
                BoundSources.class,
                BoundSources::new,
                pool -> !pool.bindsFirst()
                        || sharing.getOrDefault(source(pool), 0) > 1
                        || others(pool, elsewhere) > 0
                        || utilisation.containsKey(Ends.of(pool)),
                "requestsPerSecond",
                pool -> pool.bindsFirst()
                        ? trouble(
                                pool,
                                sharing.getOrDefault(source(pool), 0),
                                others(pool, elsewhere),
                                utilisation.getOrDefault(Ends.of(pool), 0.0))
                        : Optional.empty());
    }

    /** An address finds no port that the wildcard has, and the wildcard none of any address. */
    private static int together(Set<Destination> own, Set<Destination> ofWildcard) {
        return ofWildcard.size()
                + (int) own.stream().filter(each -> !ofWildcard.contains(each)).count();
    }

    /** Other destinations, to which connections do not bind first. */
    private static int others(Pool pool, Set<Destination> elsewhere) {
        return elsewhere.size() - (elsewhere.contains(pool.destination()) ? 1 : 0);
    }

    private Optional<AffectedPool> trouble(Pool pool, int destinations, int others, double utilisation) {
        boolean needsReuse = utilisation > policy.thresholds().reuseNeededAbove();
        if (destinations <= 1 && others == 0 && !needsReuse) {
            return Optional.empty();
        }
        return Optional.of(AffectedPool.of(
                pool,
                "binds " + pool.sourceAddress() + " before it connects to " + pool.destination()
                        + (destinations > 1 ? ", one of " + destinations + " destinations that share its ports" : "")
                        + (others > 0 ? ", with ports that connections to " + destinations(others) + " then lack" : "")
                        + (needsReuse ? ", whose rate needs the reuse that this rules out" : ""),
                "sourceAddress",
                Objects.requireNonNullElse(pool.sourceAddress(), ""),
                "set IP_BIND_ADDRESS_NO_PORT on its sockets, for the full range to each destination"));
    }

    private static String destinations(int count) {
        return count == 1 ? "another destination" : count + " other destinations";
    }

    private static String source(Pool pool) {
        return Objects.requireNonNullElse(pool.fixedSource(), WILDCARD);
    }
}
