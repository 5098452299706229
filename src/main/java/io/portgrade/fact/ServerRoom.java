package io.portgrade.fact;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many of the connections that a server accepts fall to each of its pools. Those that do not tell how many they may open get
 * equal parts, the others share what is left in proportion to what they may open: all of them together fit.
 */
final class ServerRoom {

    private final Map<Destination, Server> servers = new HashMap<>();

    /**
     * @param accepted the least that any of its pools states; {@link Integer#MAX_VALUE} when none does
     * @param asked by those that tell
     */
    private record Server(int accepted, int pools, int silent, double asked) {

        static Server of(Pool pool) {
            Double most = ServerLimits.most(pool);
            return new Server(
                    pool.serverMaxConnections() == null ? Integer.MAX_VALUE : pool.serverMaxConnections(),
                    1,
                    most == null ? 1 : 0,
                    most == null ? 0 : most);
        }

        Server and(Server other) {
            return new Server(
                    Math.min(accepted, other.accepted),
                    pools + other.pools,
                    silent + other.silent,
                    asked + other.asked);
        }

        double share(Pool pool) {
            Double most = ServerLimits.most(pool);
            double equal = (double) accepted / pools;
            return most == null || asked == 0 ? equal : (accepted - silent * equal) * most / asked;
        }
    }

    ServerRoom(Collection<Pool> pools) {
        pools.forEach(pool -> servers.merge(pool.destination(), Server.of(pool), Server::and));
    }

    /** For each instance of one of the pools, 1 and up; empty when nobody says what its server accepts. */
    Optional<Long> ofEach(Pool pool) {
        return Optional.ofNullable(servers.get(pool.destination()))
                .filter(server -> server.accepted != Integer.MAX_VALUE)
                .map(server -> Math.max(1, (long) Math.floor(server.share(pool) / pool.instances() + 1e-9)));
    }
}
