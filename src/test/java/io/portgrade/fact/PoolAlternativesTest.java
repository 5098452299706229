package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoolAlternativesTest {

    private static final Bands BANDS = TestAudits.policy("default").thresholds().capacityUtilisation();

    @Test
    void aConnectionForEachRequestCanBeKeptOrSpread() {
        assertThat(find(Kind.RATE, TimeWaitReuse.LOOPBACK_ONLY, pool().requestsPerSecond(500.0)))
                .containsExactly(
                        "keep its connections alive (0 %)", "add 1 source address and spread it over them (53.1 %)");
    }

    @Test
    void aSourceThatIsBoundFirstCanBeBoundLate() {
        assertThat(find(
                        Kind.RATE,
                        TimeWaitReuse.ALWAYS,
                        pool().requestsPerSecond(500.0).sourceAddress("10.0.0.7")))
                .contains("set IP_BIND_ADDRESS_NO_PORT (1.8 %)");
    }

    @Test
    void aPoolCanBeSmallerByExactlySoMuch() {
        assertThat(find(
                        Kind.CONCURRENCY,
                        TimeWaitReuse.LOOPBACK_ONLY,
                        pool().settings(PoolSettings.keptAlive().withMaxSize(30_000))))
                .containsExactly(
                        "set the pool to 16933 connections for each instance (60 %)",
                        "add 1 source address and spread it over them (53.1 %)");
    }

    @Test
    void whatIsNotEnoughIsNotNamed() {
        assertThat(find(
                        Kind.RATE,
                        TimeWaitReuse.LOOPBACK_ONLY,
                        pool().settings(PoolSettings.keptAlive().withRequestsPerConnection(1))
                                .requestsPerSecond(50_000.0)))
                .isEmpty();
    }

    @Test
    void moreAddressesAreNoMoreFilesForAProcess() {
        Pool pool = pool().settings(PoolSettings.keptAlive().withMaxSize(5_000)).build();

        assertThat(find(Kind.CONCURRENCY, supply(TimeWaitReuse.LOOPBACK_ONLY, 1_024L), pool))
                .containsExactly("set the pool to 614 connections for each instance (60 %)");
        assertThat(find(
                        Kind.CONCURRENCY,
                        supply(TimeWaitReuse.LOOPBACK_ONLY, 60_000L),
                        pool().settings(PoolSettings.keptAlive().withMaxSize(30_000))
                                .build()))
                .contains("add 1 source address and spread it over them (53.1 %)");
    }

    @Test
    void whatIsBoundFirstIsSpreadWithoutReuse() {
        assertThat(find(
                        Kind.RATE,
                        TimeWaitReuse.ALWAYS,
                        pool().requestsPerSecond(600.0)
                                .sourceAddress("10.0.0.7")
                                .peerTimestamps(true)))
                .contains("add 2 source addresses and spread it over them (42.5 %)");
    }

    private static TestPools pool() {
        return TestPools.to("10.0.5.12", 5432);
    }

    private static List<String> find(Kind kind, TimeWaitReuse reuse, TestPools pool) {
        return find(kind, supply(reuse, null), pool.build());
    }

    private static List<String> find(Kind kind, PortSupply supply, Pool pool) {
        CapacityModel model = new CapacityModel(supply, List.of(pool));
        return new PoolAlternatives(model, BANDS)
                .find(kind, model.destinations().get(0));
    }

    private static PortSupply supply(TimeWaitReuse reuse, @Nullable Long files) {
        return new PortSupply(28_232, Duration.ofSeconds(60), reuse, Duration.ofSeconds(1), null, files);
    }
}
