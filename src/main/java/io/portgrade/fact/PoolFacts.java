package io.portgrade.fact;

import io.portgrade.finding.Numerals;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the pools' own settings and socket options show. */
record PoolFacts(HostSnapshot snapshot, Policy policy, Facts.Builder facts) {

    void assemble() {
        PoolSurvey survey = PoolSurvey.of(snapshot, facts);
        survey.look(
                ConnectionsPerRequest.class,
                ConnectionsPerRequest::new,
                pool -> pool.connectionsPerRequest() != null,
                "requestsPerSecond, and whether connections are kept alive,",
                this::perRequest);
        PoolSurvey.untold(
                        survey.pools(),
                        pool -> pool.connectionsPerRequest() != null || pool.newConnectionsPerSecond() != null,
                        "whether it opens connections for its requests is not known, see diagnostics")
                .filter(why -> facts.find(ConnectionsPerRequest.class).isPresent())
                .ifPresent(why -> facts.absent(ConnectionsPerRequest.class, why));
        survey.look(
                UnboundedPools.class,
                UnboundedPools::new,
                PoolFacts::tellsItsBound,
                "the upper bound",
                PoolFacts::unbounded);
        PoolSurvey.untold(
                        survey.pools(),
                        PoolFacts::tellsItsBound,
                        "whether its connections have an upper bound is not known: state its size")
                .filter(why -> facts.find(UnboundedPools.class).isPresent())
                .ifPresent(why -> facts.absent(UnboundedPools.class, why));
        survey.look(
                ResetConnections.class,
                ResetConnections::new,
                pool -> true,
                "socketOptions",
                pool -> pool.socketOptions().contains(SocketOption.SO_LINGER)
                        ? Optional.of(AffectedPool.of(
                                pool,
                                "resets its connections to " + pool.destination(),
                                "socketOptions",
                                SocketOption.SO_LINGER,
                                "leave SO_LINGER alone and keep connections alive, or let the server close first"))
                        : Optional.empty());
        survey.look(
                ReusedAddresses.class, ReusedAddresses::new, pool -> true, "socketOptions", PoolFacts::reusesAddresses);
    }

    private Optional<AffectedPool> perRequest(Pool pool) {
        double share = Objects.requireNonNullElse(pool.connectionsPerRequest(), 0.0);
        Double requests = pool.servedPerSecond();
        if (requests == null || share <= policy.thresholds().pools().connectionsPerRequest()) {
            return Optional.empty();
        }
        double opened = requests * share;
        String connections = Numerals.counted(opened, "connection") + " a second";
        return Optional.of(AffectedPool.bySettings(
                pool,
                "opens " + connections + " to " + pool.destination() + " for " + Numerals.counted(requests, "request")
                        + ", " + Numerals.percent(share),
                pool.keepsAlive() ? "connections/s of requests" : "keepAlive",
                pool.keepsAlive() ? Numerals.plain(opened) : "false",
                keepAlive(pool) + ", which saves up to " + connections));
    }

    private static String keepAlive(Pool pool) {
        PoolWords words = PoolWords.of(pool);
        String setting = pool.keepsAlive() ? words.kept() : words.keepAlive();
        return "set " + PoolWords.with(setting, Math.max(1, usedByEach(pool)));
    }

    /** The connections that requests use at once in each instance, by Little's law; 32, a usual size, when that is not known. */
    private static long usedByEach(Pool pool) {
        Double rate = pool.requestsPerSecond();
        return rate == null || pool.requestTime() == null
                ? 32
                : (long) Math.ceil(rate * pool.lifetime().toMillis() / 1_000.0 / pool.instances());
    }

    private static boolean tellsItsBound(Pool pool) {
        return pool.settings() != null && pool.settings().boundKnown();
    }

    private static Optional<AffectedPool> unbounded(Pool pool) {
        PoolSettings settings = pool.settings();
        if (settings == null || settings.maxSize() != null) {
            return Optional.empty();
        }
        Integer accepted = pool.serverMaxConnections();
        long size = accepted == null ? 2 * usedByEach(pool) : accepted / pool.instances();
        return Optional.of(AffectedPool.bySettings(
                pool,
                "has no upper bound on its connections to " + pool.destination(),
                "maximum",
                "none",
                "set " + PoolWords.with(PoolWords.of(pool).size(), Math.max(1, size))
                        + (accepted == null
                                ? ", or what its server can bear"
                                : ", its share of what the server accepts")));
    }

    private static Optional<AffectedPool> reusesAddresses(Pool pool) {
        String options = pool.socketOptions().stream()
                .filter(option -> option == SocketOption.SO_REUSEADDR || option == SocketOption.SO_REUSEPORT)
                .map(SocketOption::name)
                .collect(Collectors.joining(", "));
        return options.isEmpty()
                ? Optional.empty()
                : Optional.of(AffectedPool.of(
                        pool,
                        "sets " + options + " on connections to " + pool.destination(),
                        "socketOptions",
                        options,
                        "take " + options + " off outbound sockets"
                                + (pool.bindsFirst() ? " and set IP_BIND_ADDRESS_NO_PORT instead" : "")));
    }
}
