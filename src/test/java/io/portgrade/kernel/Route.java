package io.portgrade.kernel;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;

/**
 * Where a client of the capacity laboratory connects to, and how, as {@code kernel/connect.py} takes it.
 *
 * @param server the side that answers, {@code host} or {@code peer}
 * @param protocol {@code tcp} or {@code udp}
 * @param source the address that the client binds; null when it binds none
 * @param late whether the port is chosen when connecting although the source is bound
 */
record Route(String server, String address, int port, String protocol, String source, boolean late) {

    /** A TCP service, from whatever source the host chooses. */
    static Route to(String server, String address, int port) {
        return new Route(server, address, port, "tcp", null, false);
    }

    Route overUdp() {
        return new Route(server, address, port, "udp", source, late);
    }

    /** From a bound source. */
    Route bound(String address) {
        return new Route(server, this.address, port, protocol, address, false);
    }

    /** From a bound source with {@code IP_BIND_ADDRESS_NO_PORT}. */
    Route boundLate(String address) {
        return new Route(server, this.address, port, protocol, address, true);
    }

    boolean leavesTheHost() {
        return server.equals("peer");
    }

    /** The pool that does the same; its demand is only there to be divided by the utilisation. */
    Pool pool(boolean peerTimestamps) {
        return build(TestPools.opening(1.0, destination())
                .requestTime(Duration.ofMillis(1))
                .peerTimestamps(peerTimestamps));
    }

    /** The pool that keeps so many connections open. */
    Pool poolOf(int connections) {
        return build(TestPools.opening(null, destination())
                .settings(PoolSettings.keptAlive().withMaxSize(connections)));
    }

    String poolName() {
        return protocol + " " + address + " from " + source;
    }

    private Pool build(TestPools pool) {
        pool.name(poolName()).sourceAddress(source);
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }

    private Destination destination() {
        return new Destination(address, port, protocol);
    }
}
