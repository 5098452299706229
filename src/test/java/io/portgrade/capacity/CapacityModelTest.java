package io.portgrade.capacity;

import static io.portgrade.capacity.TestSupplies.supply;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Closer;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas of the port model. What was measured is said where it was: Linux 6.18, network namespaces. */
class CapacityModelTest {

    private static final String HOST = "10.0.5.12";
    private static final String TIME_WAIT_LIMIT = "usable ports / TIME_WAIT";

    @ParameterizedTest(name = "{0} ports, reuse {1}, to {2}, peer {3}: {4}/s")
    @CsvSource({
        // predicted 5.0, measured 4.84
        "300, NEVER, 10.0.5.12, true, 5, TIME_WAIT",
        "28232, NEVER, 10.0.5.12, true, 470.5, TIME_WAIT",
        "28232, , 10.0.5.12, true, 470.5, TIME_WAIT",
        // predicted 500 and 1000, measured 499.8 and 1000.0
        "500, ALWAYS, 10.0.5.12, true, 499.5, reuse delay",
        "1000, ALWAYS, 10.0.5.12, true, 999, reuse delay",
        "28232, ALWAYS, 10.0.5.12, , 28203.8, reuse delay",
        // measured: 500 of 500 exhausted
        "500, ALWAYS, 10.0.5.12, false, 8.3, TIME_WAIT",
        "28232, LOOPBACK_ONLY, 10.0.5.12, true, 470.5, TIME_WAIT",
        "28232, LOOPBACK_ONLY, 127.0.0.1, , 28203.8, reuse delay",
        "28232, LOOPBACK_ONLY, ::1, , 28203.8, reuse delay",
        "28232, NEVER, 127.0.0.1, , 470.5, TIME_WAIT",
    })
    void rateIsPortsOverTheTimeThatEachIsHeld(
            int ports, TimeWaitReuse reuse, String host, Boolean peer, double ceiling, String divisor) {
        Pool pool = TestPools.to(host, 443)
                .requestsPerSecond(100.0)
                .peerTimestamps(peer)
                .build();
        DestinationCapacity capacity = only(supply(ports, reuse), pool);

        assertThat(capacity.rate().ceiling().doubleValue()).isEqualTo(ceiling);
        assertThat(capacity.rate().demand()).isEqualTo(100L);
        assertThat(capacity.bindingConstraint()).isEqualTo("usable ports / " + divisor);
    }

    @Test
    void whatNoPoolSaysIsNotKnownAndNotNothing() {
        DestinationCapacity capacity = only(
                supply(28_232, TimeWaitReuse.NEVER),
                TestPools.to(HOST, 5432).requestsPerSecond(null).build());

        assertThat(capacity.concurrency()).isEqualTo(new Measure(null, 28_232L, null));
        assertThat(capacity.rate()).isEqualTo(new Measure(null, 470.5, null));
        assertThat(capacity.ports()).isEqualTo(new Measure(null, 28_232L, null));
    }

    @Test
    void whatIsKnownToBeNothingTellsNothingOfTheRest() {
        DestinationCapacity capacity = only(
                supply(28_232, TimeWaitReuse.NEVER),
                TestPools.to(HOST, 5432).settings(PoolSettings.keptAlive()).build());

        assertThat(capacity.rate().demand()).isEqualTo(0L);
        assertThat(capacity.concurrency().demand()).isNull();
        assertThat(capacity.ports()).isEqualTo(new Measure(null, 28_232L, null));
    }

    @Test
    void fiveHundredShortConnectionsExhaustADefaultHost() {
        DestinationCapacity capacity = only(
                supply(28_232, TimeWaitReuse.LOOPBACK_ONLY),
                TestPools.to(HOST, 5432).requestsPerSecond(500.0).build());

        assertThat(capacity.destination()).isEqualTo("10.0.5.12:5432");
        assertThat(capacity.protocol()).isEqualTo("tcp");
        assertThat(capacity.source()).isNull();
        assertThat(capacity.pools()).containsExactly("orders");
        assertThat(capacity.rate()).isEqualTo(new Measure(500L, 470.5, 1.063));
        assertThat(capacity.concurrency()).isEqualTo(new Measure(null, 28_232L, null));
        assertThat(capacity.ports()).isEqualTo(new Measure(30_000L, 28_232L, 1.063));
        assertThat(capacity.bindingConstraint()).isEqualTo(TIME_WAIT_LIMIT);
        assertThat(capacity.notes())
                .containsExactly(
                        "more than half of the ports are taken: each connect() searches for a free one, ever longer",
                        "not all that is asked for is known: orders");
    }

    @Test
    void onePortIsOneConnectionAndNoPortIsNone() {
        Pool pool = TestPools.to(HOST, 5432)
                .settings(PoolSettings.keptAlive().withMaxSize(50_000))
                .build();

        DestinationCapacity one = only(supply(1, TimeWaitReuse.NEVER), pool);
        assertThat(one.concurrency()).isEqualTo(new Measure(50_000L, 1L, 50_000L));
        assertThat(one.rate().ceiling()).isEqualTo(0.017);
        assertThat(only(supply(0, TimeWaitReuse.NEVER), pool).concurrency())
                .isEqualTo(new Measure(50_000L, 0L, 50_000L));
    }

    @ParameterizedTest(name = "{0} s: {1}/s")
    @CsvSource({"0, 470.5", "40, 282.3", "540, 47.1"})
    void aConnectionHoldsItsPortWhileItLives(int seconds, double ceiling) {
        Pool pool = TestPools.to(HOST, 443)
                .requestsPerSecond(10.0)
                .requestTime(Duration.ofSeconds(seconds))
                .build();
        DestinationCapacity capacity = only(supply(28_232, TimeWaitReuse.NEVER), pool);

        assertThat(capacity.rate().ceiling()).isEqualTo(ceiling);
        assertThat(capacity.concurrency().demand()).isEqualTo(10L * seconds);
    }

    @Test
    void whoDoesNotCloseHasNoTimeWait() {
        Pool shortLived = TestPools.to(HOST, 443)
                .requestsPerSecond(500.0)
                .closedBy(Closer.SERVER)
                .build();
        Pool linger = TestPools.to(HOST, 80)
                .requestsPerSecond(500.0)
                .requestTime(Duration.ofSeconds(2))
                .option(SocketOption.SO_LINGER)
                .build();
        List<DestinationCapacity> capacities =
                CapacityModel.of(supply(28_232, TimeWaitReuse.NEVER), List.of(shortLived, linger));

        assertThat(capacities.get(0).rate()).isEqualTo(new Measure(500L, null, null));
        assertThat(capacities.get(1).rate()).isEqualTo(new Measure(500L, 14_116L, 0.035));
        assertThat(capacities.get(1).bindingConstraint()).isEqualTo("usable ports / connection lifetime");
    }

    @Test
    void poolsToOneDestinationAreAddedUp() {
        Pool sqlAlchemy = TestPools.to(HOST, 5432)
                .name("orders")
                .settings(PoolSettings.keptAlive().withMaxSize(30).withMaxIdle(20))
                .instances(4)
                .build();
        Pool hikari = TestPools.to(HOST, 5432)
                .name("reports")
                .place("pools[1]")
                .settings(PoolSettings.keptAlive().withMaxSize(10))
                .build();
        DestinationCapacity capacity = only(supply(28_232, TimeWaitReuse.NEVER), hikari, sqlAlchemy);

        assertThat(capacity.pools()).containsExactly("orders", "reports");
        assertThat(capacity.concurrency()).isEqualTo(new Measure(130L, 28_232L, 0.005));
        assertThat(capacity.rate()).isEqualTo(new Measure(0L, 470.5, 0L));
        assertThat(capacity.bindingConstraint()).isEqualTo("usable ports");
    }

    @Test
    void eachDestinationHasAllPorts() {
        // measured: 4 destinations × 200 ports give 800 connections
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pools.add(TestPools.to("10.0.5." + i, 443)
                    .settings(PoolSettings.keptAlive().withMaxSize(200))
                    .build());
        }
        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), pools))
                .hasSize(4)
                .allSatisfy(it -> assertThat(it.concurrency()).isEqualTo(new Measure(200L, 200L, 1L)));
    }

    @ParameterizedTest(name = "{0} open: {1}")
    @CsvSource({"100, false", "101, true"})
    void theSearchForAPortIsLongBeyondHalfOfThem(int open, boolean said) {
        Pool pool = TestPools.to(HOST, 443)
                .settings(PoolSettings.keptAlive().withMaxSize(open))
                .build();

        assertThat(only(supply(200, TimeWaitReuse.NEVER), pool).notes().isEmpty())
                .isEqualTo(!said);
    }

    @Test
    void anUnknownDemandIsNotZero() {
        Pool pool = TestPools.to(HOST, 443).settings(null).build();
        DestinationCapacity capacity = only(supply(28_232, TimeWaitReuse.NEVER), pool);

        assertThat(capacity.rate()).isEqualTo(new Measure(null, 470.5, null));
        assertThat(capacity.concurrency()).isEqualTo(new Measure(null, 28_232L, null));
        assertThat(capacity.notes()).containsExactly("not all that is asked for is known: orders");
    }

    @Test
    void whatReuseRestsOnIsSaid() {
        Pool pool = TestPools.to(HOST, 443)
                .requestsPerSecond(500.0)
                .requestTime(Duration.ZERO)
                .build();

        assertThat(only(supply(28_232, TimeWaitReuse.ALWAYS), pool).notes())
                .containsExactly("given that the destination has TCP timestamps on, which nothing says");
    }

    @Test
    void udpHasNoTimeWait() {
        Pool pool = TestPools.opening(500.0, new Destination(HOST, 53, "udp")).build();

        assertThat(only(supply(28_232, TimeWaitReuse.NEVER), pool).rate()).isEqualTo(new Measure(500L, null, null));
    }

    @Test
    void theOrderOfPoolsChangesNothing() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            pools.add(TestPools.to("10.0.5." + i % 3, 443)
                    .name("p" + i)
                    .place("pools[" + i + "]")
                    .requestsPerSecond(i * 1.5)
                    .sourceAddress(i % 2 == 0 ? "10.0.0.7" : null)
                    .build());
        }
        List<DestinationCapacity> before = CapacityModel.of(supply(28_232, TimeWaitReuse.NEVER), pools);
        Collections.reverse(pools);

        assertThat(CapacityModel.of(supply(28_232, TimeWaitReuse.NEVER), pools)).isEqualTo(before);
    }

    private static DestinationCapacity only(PortSupply supply, Pool... pools) {
        List<DestinationCapacity> capacities = CapacityModel.of(supply, List.of(pools));
        assertThat(capacities).hasSize(1);
        return capacities.get(0);
    }
}
