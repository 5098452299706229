package io.portgrade.fact;

import io.portgrade.finding.Numerals;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the pools' own settings and socket options show. */
record PoolFacts(HostSnapshot snapshot, Policy policy, Facts.Builder facts) {

    void assemble() {
        PoolSurvey survey = PoolSurvey.of(snapshot, facts);
        ServerRoom room = new ServerRoom(survey.pools());
        survey.look(
                ConnectionsPerRequest.class,
                pools -> new ConnectionsPerRequest(pools, timeWait(survey.pools())),
                pool -> pool.connectionsPerRequest() != null,
                "requestsPerSecond, and whether connections are kept alive,",
                pool -> perRequest(pool, room));
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
                pool -> unbounded(pool, room));
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

    /** A rate that is nothing in words is none: nobody would find it. */
    private boolean opensPerRequest(Pool pool) {
        double share = Objects.requireNonNullElse(pool.connectionsPerRequest(), 0.0);
        return share > policy.thresholds().pools().connectionsPerRequest()
                && !Numerals.plain(opened(pool)).equals("0");
    }

    private ConnectionsPerRequest.TimeWait timeWait(List<Pool> pools) {
        return ConnectionsPerRequest.TimeWait.of(
                pools.stream().filter(this::opensPerRequest).toList());
    }

    /** Connections a second for requests. */
    private static double opened(Pool pool) {
        return Objects.requireNonNullElse(pool.servedPerSecond(), 0.0)
                * Objects.requireNonNullElse(pool.connectionsPerRequest(), 0.0);
    }

    private Optional<AffectedPool> perRequest(Pool pool, ServerRoom room) {
        Double requests = pool.servedPerSecond();
        if (requests == null || !opensPerRequest(pool)) {
            return Optional.empty();
        }
        double opened = opened(pool);
        String connections = Numerals.counted(opened, "connection") + " a second";
        return Optional.of(AffectedPool.bySettings(
                pool,
                "opens " + connections + " to " + pool.destination() + " for " + Numerals.counted(requests, "request")
                        + ", " + Numerals.percent(opened / requests),
                pool.keepsAlive() ? "connections/s of requests" : "keepAlive",
                pool.keepsAlive() ? Numerals.plain(opened) : "false",
                "set " + room.ofEach(pool).map(most -> keepAlive(pool, most)).orElseGet(() -> keepAlive(pool))
                        + ", which saves up to " + connections));
    }

    private static String keepAlive(Pool pool) {
        return PoolWords.with(keeping(pool), enoughForEach(pool));
    }

    /** @param most connections that its server has for each instance */
    private static String keepAlive(Pool pool, long most) {
        String size = PoolWords.of(pool).size();
        long kept = Math.min(enoughForEach(pool), most);
        String keeping = PoolWords.with(keeping(pool), kept);
        String bounded = PoolWords.with(size, most);
        if (keeping(pool).equals(size) || afterwards(pool, kept) <= most) {
            return keeping;
        }
        return (bounded.startsWith(keeping) ? bounded : keeping + ", and " + bounded)
                + " as its share of what the server accepts";
    }

    private static String keeping(Pool pool) {
        PoolWords words = PoolWords.of(pool);
        return pool.keepsAlive() ? words.kept() : words.keepAlive();
    }

    /** The most connections of an instance that keeps so many, given that those it opens beside them stay as many. */
    private static long afterwards(Pool pool, long kept) {
        PoolSettings settings = pool.settings();
        Integer size = settings == null ? null : settings.maxSize();
        Integer keptToday = settings == null ? null : settings.kept();
        return size == null || keptToday == null ? Long.MAX_VALUE : size + Math.max(0, kept - keptToday);
    }

    /**
     * The connections that requests use at once in each instance, by Little's law, 1 and up; 32, a usual size, when that is not
     * known; never more than the pool has.
     */
    private static long usedByEach(Pool pool) {
        Double rate = pool.servedPerSecond();
        long used = rate == null || pool.requestTime() == null
                ? 32
                : (long) Math.ceil(rate * Pool.seconds(pool.lifetime()) / pool.instances());
        Integer size = pool.settings() == null ? null : pool.settings().maxSize();
        return Math.max(1, size == null ? used : Math.min(used, size));
    }

    /**
     * The connections to keep in each instance so that next to no request finds none: those that requests use at once and three
     * standard deviations more; never fewer than are kept today, nor more than the pool has.
     */
    private static long enoughForEach(Pool pool) {
        long used = usedByEach(pool);
        PoolSettings settings = pool.settings();
        Integer today = settings == null ? null : settings.maxIdle();
        Integer size = settings == null ? null : settings.maxSize();
        long spread = pool.requestTime() == null ? 0 : (long) Math.ceil(3 * Math.sqrt(used));
        long enough = Math.max(used + spread, today == null ? 0 : today);
        return size == null ? enough : Math.min(enough, size);
    }

    private static boolean tellsItsBound(Pool pool) {
        return pool.settings() != null && pool.settings().boundKnown();
    }

    private static Optional<AffectedPool> unbounded(Pool pool, ServerRoom room) {
        PoolSettings settings = pool.settings();
        if (settings == null || settings.maxSize() != null) {
            return Optional.empty();
        }
        Optional<Long> share = room.ofEach(pool);
        return Optional.of(AffectedPool.bySettings(
                pool,
                "has no upper bound on its connections to " + pool.destination(),
                "maximum",
                "none",
                "set " + PoolWords.with(PoolWords.of(pool).size(), share.orElseGet(() -> 2 * usedByEach(pool)))
                        + (share.isEmpty()
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
