package io.portgrade.kernel;

import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;

/**
 * Where a client of the capacity laboratory connects to, and how, as {@code kernel/connect.py} takes it.
 *
 * @param server the side that answers, {@code host} or {@code peer}
 * @param source the address that the client binds; null when it binds none
 * @param late whether the port is chosen when connecting although the source is bound
 */
record Route(String server, String address, int port, String source, boolean late) {

    /** From a bound source. */
    Route bound(String address) {
        return new Route(server, this.address, port, address, false);
    }

    /** From a bound source with {@code IP_BIND_ADDRESS_NO_PORT}. */
    Route boundLate(String address) {
        return new Route(server, this.address, port, address, true);
    }

    boolean leavesTheHost() {
        return server.equals("peer");
    }

    /** The pool that does the same; its demand is only there to be divided by the utilisation. */
    Pool pool(boolean peerTimestamps) {
        TestPools pool = TestPools.to(address, port)
                .requestsPerSecond(1.0)
                .requestTime(Duration.ofMillis(1))
                .peerTimestamps(peerTimestamps)
                .sourceAddress(source);
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }
}
