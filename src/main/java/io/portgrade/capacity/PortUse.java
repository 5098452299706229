package io.portgrade.capacity;

import io.portgrade.snapshot.Pool;
import java.util.Objects;

/** What the connections of a pool have ports for, and how many that takes at any time. Pools that do not say take none. */
enum PortUse {
    /** Connections that are open. */
    OPEN {
        @Override
        double ports(Pool pool, PortSupply supply) {
            return Objects.requireNonNullElse(pool.openConnections(), 0.0);
        }
    },
    /** Connections that come and go: rate × (lifetime + what follows it). */
    RATE {
        @Override
        double ports(Pool pool, PortSupply supply) {
            return PortDemand.rate(pool)
                    * (PortDemand.churnLifetime(pool)
                            + Pool.seconds(supply.afterClose(pool).time()));
        }
    },
    /** Connections that are open, and closed ones that hold their port. */
    ALL {
        @Override
        double ports(Pool pool, PortSupply supply) {
            return OPEN.ports(pool, supply)
                    + PortDemand.rate(pool)
                            * Pool.seconds(supply.afterClose(pool).time());
        }
    };

    abstract double ports(Pool pool, PortSupply supply);
}
