package io.portgrade.capacity;

import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;

/** Hosts with so many ports and no other limit, and pools that ask for some. */
final class TestSupplies {

    static final Duration TIME_WAIT = Duration.ofSeconds(60);

    private TestSupplies() {}

    static PortSupply supply(int ports, TimeWaitReuse reuse) {
        return new PortSupply(ports, TIME_WAIT, reuse, Duration.ofSeconds(1), null, null);
    }

    /** A pool that keeps so many connections open from a source address, bound late or first. */
    static Pool open(String name, String host, String source, boolean late, int connections) {
        TestPools pool = TestPools.to(host, 443)
                .name(name)
                .sourceAddress(source)
                .settings(PoolSettings.keptAlive().withMaxSize(connections));
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }
}
