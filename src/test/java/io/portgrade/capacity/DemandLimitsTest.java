package io.portgrade.capacity;

import static io.portgrade.capacity.TestSupplies.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a host has only so much of beside ports. */
class DemandLimitsTest {

    private static final String HOST = "10.0.5.12";

    @Test
    void theConnectionTrackingTableIsSharedByAll() {
        PortSupply supply = withTable(10_000, TimeWaitReuse.NEVER);
        Pool one = TestPools.to("10.0.5.12", 443).requestsPerSecond(40.0).build();
        Pool other = TestPools.to("10.0.5.13", 443).requestsPerSecond(60.0).build();
        DestinationCapacity capacity =
                CapacityModel.of(supply, List.of(one, other)).get(0);

        // 100/s × 120 s of 80 % of 10,000
        assertThat(capacity.rate()).isEqualTo(new Measure(40L, 26.7, 1.5));
        assertThat(capacity.bindingConstraint()).isEqualTo("conntrack table");
    }

    @Test
    void aSmallPoolMayTakeWhatTheOthersLeaveOfTheTable() {
        PortSupply supply = withTable(10_000, TimeWaitReuse.NEVER);
        Pool small = TestPools.to("10.0.5.12", 443)
                .settings(PoolSettings.keptAlive().withMaxSize(20))
                .build();
        Pool large = TestPools.to("10.0.5.13", 443)
                .requestsPerSecond(50.0)
                .requestTime(Duration.ofSeconds(10))
                .build();
        List<DestinationCapacity> capacities = CapacityModel.of(supply, List.of(small, large));

        // 20 + 50 × 130 = 6,520 of 8,000
        assertThat(capacities.get(0).concurrency()).isEqualTo(new Measure(20L, 1_500L, 0.013));
        assertThat(capacities.get(1).rate()).isEqualTo(new Measure(50L, 61.4, 0.815));
        assertThat(capacities.get(1).bindingConstraint()).isEqualTo("conntrack table");
    }

    @Test
    void oneDestinationHasNoMoreEntriesThanPorts() {
        PortSupply supply = withTable(262_144, TimeWaitReuse.ALWAYS);
        Pool pool = TestPools.to(HOST, 443)
                .requestsPerSecond(10_000.0)
                .peerTimestamps(true)
                .build();

        Pool beside = TestPools.to("10.0.5.13", 443)
                .settings(PoolSettings.keptAlive().withMaxSize(20))
                .build();
        List<DestinationCapacity> capacities = CapacityModel.of(supply, List.of(pool, beside));

        assertThat(capacities.get(0).bindingConstraint()).isEqualTo("usable ports / reuse delay");
        assertThat(capacities.get(1).concurrency()).isEqualTo(new Measure(20L, 28_232L, 0.001));
    }

    @Test
    void aProcessHasOneFileForEachConnection() {
        PortSupply supply = new PortSupply(28_232, TIME_WAIT, TimeWaitReuse.NEVER, Duration.ofSeconds(1), null, 1_024L);
        Pool pool = TestPools.to(HOST, 443)
                .settings(PoolSettings.keptAlive().withMaxSize(512))
                .instances(4)
                .build();
        DestinationCapacity capacity = CapacityModel.of(supply, List.of(pool)).get(0);

        assertThat(capacity.concurrency()).isEqualTo(new Measure(2048L, 4096L, 0.5));
        assertThat(capacity.bindingConstraint()).isEqualTo("open files");
    }

    @Test
    void aProcessHasNoMoreFilesForMoreAddressesOrDestinations() {
        PortSupply supply = new PortSupply(28_232, TIME_WAIT, TimeWaitReuse.NEVER, Duration.ofSeconds(1), null, 1_024L);
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply,
                List.of(
                        TestSupplies.open("one", HOST, "10.0.0.7", true, 600),
                        TestSupplies.open("two", HOST, "10.0.0.8", true, 600),
                        TestSupplies.open("three", "10.0.5.13", "10.0.0.8", true, 336)));

        assertThat(capacities).allSatisfy(capacity -> {
            assertThat(capacity.concurrency().used()).isEqualTo(1.5);
            assertThat(capacity.bindingConstraint()).isEqualTo("open files of a process, shared by its pools");
        });
    }

    @Test
    void poolsOfSoManyInstancesAndOfOthersAreInNoProcessTogether() {
        PortSupply supply = new PortSupply(28_232, TIME_WAIT, TimeWaitReuse.NEVER, Duration.ofSeconds(1), null, 1_024L);
        Pool of4 = TestPools.to("10.0.5.13", 443)
                .settings(PoolSettings.keptAlive().withMaxSize(512))
                .instances(4)
                .build();
        List<Pool> pools = List.of(TestSupplies.open("one", HOST, "10.0.0.7", true, 512), of4);

        assertThat(CapacityModel.of(supply, pools))
                .extracting(capacity -> capacity.concurrency().used())
                .containsExactly(0.5, 0.5);
        assertThat(ProcessFiles.assumption(pools)).isEmpty();
        assertThat(ProcessFiles.assumption(List.of(pools.get(0), pools.get(0)))).isPresent();
    }

    private static PortSupply withTable(long entries, TimeWaitReuse reuse) {
        return new PortSupply(28_232, TIME_WAIT, reuse, Duration.ofSeconds(1), entries, null);
    }
}
