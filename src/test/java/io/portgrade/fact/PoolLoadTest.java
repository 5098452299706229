package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plan audits the same pools again and again: what it asks of one supply is worked out once, however many ask. */
class PoolLoadTest {

    @Test
    void whatIsAskedOfASupplyIsWorkedOutOnce() {
        PoolLoad load = PoolLoad.of(
                List.of(TestPools.to("10.0.5.12", 5432).build()),
                new Host("web-17", null, null, Map.of(), List.of(), null));
        CapacityModel model = load.on(supply(28_232));

        assertThat(load.on(supply(28_232))).isSameAs(model);
        assertThat(model.destinations()).isSameAs(model.destinations());
        assertThat(load.on(supply(1_000))).isNotSameAs(model);
    }

    private static PortSupply supply(int ports) {
        return new PortSupply(ports, Duration.ofSeconds(60), TimeWaitReuse.NEVER, Duration.ofSeconds(1), null, null);
    }
}
