package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.ingest.text.FirstFew;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The connections that all pools to one server may open, held against what it accepts. */
record ServerLimits(PoolSurvey survey, Facts.Builder facts) {

    private static final int MOST_NAMED = 3;

    void assemble() {
        Map<Destination, List<Pool>> byServer = survey.pools().stream()
                .filter(pool -> most(pool) != null)
                .collect(Collectors.groupingBy(Pool::destination, TreeMap::new, Collectors.toList()));
        byServer.values().removeIf(pools -> pools.stream().allMatch(pool -> pool.serverMaxConnections() == null));
        if (byServer.isEmpty()) {
            facts.absent(
                    ServerConnections.class, survey.whyNot("serverMaxConnections, and an upper bound on connections,"));
            return;
        }
        facts.add(new ServerConnections(new AffectedPools(byServer.entrySet().stream()
                .flatMap(entry -> tooMany(entry.getKey(), entry.getValue()).stream())
                .toList())));
        PoolSurvey.unreadable(survey.pools()).ifPresent(why -> facts.absent(ServerConnections.class, why));
    }

    private static Optional<AffectedPool> tooMany(Destination server, List<Pool> pools) {
        double asked = pools.stream().mapToDouble(ServerLimits::orZero).sum();
        int accepted = pools.stream()
                .map(Pool::serverMaxConnections)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .min()
                .orElse(Integer.MAX_VALUE);
        if (asked <= accepted) {
            return Optional.empty();
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Pool pool : pools) {
            evidence.add(
                    Evidence.at(pool.source(), AffectedPool.name(pool) + " connections", Numerals.plain(orZero(pool))));
        }
        pools.stream()
                .filter(pool -> Objects.equals(pool.serverMaxConnections(), accepted))
                .findFirst()
                .ifPresent(pool -> evidence.add(
                        1, Evidence.at(pool.source(), "serverMaxConnections", Integer.toString(accepted))));
        pools.forEach(pool -> evidence.addAll(AffectedPool.statements(pool)));
        return Optional.of(new AffectedPool(
                names(pools) + " may open " + sum(pools) + " connections to " + server + ", which accepts " + accepted,
                evidence,
                pools.stream()
                                .limit(MOST_NAMED)
                                .map(pool -> fix(pool, accepted / asked))
                                .collect(Collectors.joining("; "))
                        + (pools.size() > MOST_NAMED ? " and the others in proportion" : "")
                        + ", for at most " + Numerals.counted(accepted, "connection") + " to " + server));
    }

    private static String names(List<Pool> pools) {
        return FirstFew.of(pools.stream().map(AffectedPool::name).toList(), MOST_NAMED);
    }

    private static String sum(List<Pool> pools) {
        double asked = pools.stream().mapToDouble(ServerLimits::orZero).sum();
        if (pools.size() > 1) {
            return Numerals.plain(asked);
        }
        Pool only = pools.get(0);
        return only.instances() == 1 || sharesItsBound(only)
                ? Numerals.plain(asked)
                : Numerals.plain(asked / only.instances()) + " × " + only.instances() + " = " + Numerals.plain(asked);
    }

    private static String fix(Pool pool, double share) {
        double each = orZero(pool) / (sharesItsBound(pool) ? 1 : pool.instances());
        double unused = sharesItsBound(pool) ? each - sharedInUse(pool) : 0;
        long fitting = (long) Math.floor(each * share - unused + 1e-9);
        return AffectedPool.name(pool) + ": "
                + (fitting < 1
                        ? (pool.instances() == 1
                                        ? "fewer pools to this server"
                                        : "fewer than its " + pool.instances() + " instances")
                                + ", or a proxy that pools for them"
                        : "set " + PoolWords.with(PoolWords.of(pool).size(), fitting) + " instead of "
                                + Numerals.plain(each - unused)
                                + (unused > 0
                                        ? ", which " + Numerals.counted(unused, "idle connection")
                                                + " may come on top of"
                                        : ""));
    }

    private static boolean sharesItsBound(Pool pool) {
        PoolSettings settings = pool.settings();
        Integer size = settings == null ? null : settings.maxSize();
        return size != null && orZero(pool) < (double) size * pool.instances();
    }

    private static double sharedInUse(Pool pool) {
        PoolSettings settings = pool.settings();
        Integer shared = settings == null ? null : settings.sharedInUse();
        return shared == null ? 0 : shared;
    }

    /** What its bound allows, or what requests use at once where it has none. */
    static @Nullable Double most(Pool pool) {
        Double most = pool.maxConnections();
        return most == null ? pool.openConnections() : most;
    }

    private static double orZero(Pool pool) {
        return Objects.requireNonNullElse(most(pool), 0.0);
    }
}
