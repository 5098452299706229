package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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

    private static final Duration TIME_WAIT = Duration.ofSeconds(60);
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

    @Test
    void eachSourceAddressHasAllPorts() {
        List<Pool> pools = List.of(bound("10.0.0.7", HOST, true), bound("10.0.0.8", HOST, true));

        assertThat(CapacityModel.of(supply(28_232, TimeWaitReuse.NEVER), pools))
                .extracting(DestinationCapacity::source, it -> it.rate().utilisation())
                .containsExactly(
                        tuple("10.0.0.7", 0.638),
                        tuple("10.0.0.8", 0.638));
    }

    @Test
    void bindingFirstSharesThePortsOfASourceAmongAllDestinations() {
        // measured: 2 destinations × 200 ports give 200 connections; reuse does not help
        List<Pool> pools = List.of(
                bound("10.0.0.7", "10.0.5.12", false),
                bound("10.0.0.7", "10.0.5.13", false),
                bound("10.0.0.8", "10.0.5.13", false));
        List<DestinationCapacity> capacities = CapacityModel.of(supply(28_232, TimeWaitReuse.ALWAYS), pools);

        assertThat(capacities).extracting(it -> it.rate().utilisation()).containsExactly(1.275, 1.275, 0.638);
        assertThat(capacities.get(0).rate().ceiling()).isEqualTo(235.3);
        assertThat(capacities.get(0).bindingConstraint())
                .isEqualTo("usable ports shared by all destinations of 10.0.0.7 / TIME_WAIT");
    }

    @Test
    void portsThatAreBoundFirstAreLostToTheOthers() {
        // measured: 100 ports bound first of 200 leave 100 to any other destination
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(200, TimeWaitReuse.NEVER),
                List.of(
                        open("proxy", "10.0.5.12", "10.0.0.7", false, 50),
                        open("orders", "10.0.5.13", null, false, 25),
                        open("reports", "10.0.5.14", null, false, 100)));

        assertThat(capacities)
                .extracting(DestinationCapacity::concurrency)
                .containsExactly(
                        new Measure(50L, 66.7, 0.75), new Measure(25L, 66.7, 0.375), new Measure(100L, 133.3, 0.75));
        assertThat(capacities)
                .extracting(DestinationCapacity::bindingConstraint)
                .containsExactly(
                        "usable ports shared by all destinations of 10.0.0.7 and with the pools that do not bind first"
                                + " (orders, reports)",
                        "usable ports shared with the pools that bind first (proxy)",
                        "usable ports shared with the pools that bind first (proxy)");
        assertThat(capacities).extracting(it -> it.ports().demand()).containsExactly(150L, 75L, 150L);
    }

    @ParameterizedTest(name = "bound first at {0}, {1} {2}")
    @CsvSource({
        // measured with 200 ports: both of one address 200, of two addresses 200 and 100, as many after 200 were bound first
        "10.0.0.7, 10.0.0.7, 10.0.5.13, 1.0, 1.0",
        "10.0.0.7, 10.0.0.8, 10.0.5.13, 0.5, 1.0",
        "10.0.0.7, , 10.0.5.13, 1.0, 1.0",
        "10.0.0.7, , 127.0.0.1, 0.5, 1.0",
        "127.0.0.1, , 10.0.5.13, 0.5, 1.0",
        "127.0.0.1, , 127.0.0.1, 1.0, 1.0",
    })
    void bindingFindsNoPortOfItsOwnAddress(
            String first, String late, String destination, double ofFirst, double ofLate) {
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(200, TimeWaitReuse.NEVER),
                List.of(open("first", "10.0.5.12", first, false, 100), open("late", destination, late, true, 100)));

        assertThat(capacities)
                .extracting(it -> it.pools().get(0), it -> it.concurrency().utilisation().doubleValue())
                .containsExactlyInAnyOrder(tuple("first", ofFirst), tuple("late", ofLate));
    }

    @Test
    void reuseGivesNoPortToWhoBindsFirst() {
        // measured: 200 ports in TIME_WAIT, and none for bind() after the delay of reuse
        Pool first = bound("10.0.0.7", "10.0.5.12", false);
        Pool late = bound("10.0.0.7", "10.0.5.13", true);
        List<DestinationCapacity> capacities =
                CapacityModel.of(supply(28_232, TimeWaitReuse.ALWAYS), List.of(first, late));

        // (300 + 300) × 60 s, and 300 × 60 s + 300 × 1.001 s
        assertThat(capacities).extracting(it -> it.rate().utilisation()).containsExactly(1.275, 0.648);
        assertThat(capacities.get(1).bindingConstraint())
                .isEqualTo("usable ports shared with the pools that bind first (orders) / reuse delay");
    }

    @Test
    void portsBoundAtSeveralAddressesAreTakenToBeTheSame() {
        // measured: 100 and 100 of 200 leave 100, since both are the odd ones; 60 and 60 left 114
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(200, TimeWaitReuse.NEVER),
                List.of(
                        open("a", "10.0.5.12", "10.0.0.7", false, 100),
                        open("b", "10.0.5.13", "10.0.0.8", false, 60),
                        open("late", "10.0.5.14", "10.0.0.9", true, 100)));

        assertThat(capacities.get(2).concurrency()).isEqualTo(new Measure(100L, 100L, 1L));
        assertThat(capacities.get(2).notes())
                .contains("ports are bound first at several addresses: taken to be the same ones; if they are not, fewer"
                        + " are left");
        assertThat(capacities.get(0).notes()).noneMatch(note -> note.contains("several addresses"));
    }

    @Test
    void udpAndTcpShareNoPorts() {
        Pool dns = TestPools.opening(500.0, new Destination(HOST, 53, "udp"))
                .sourceAddress("10.0.0.7")
                .build();
        Pool late = open("late", "10.0.5.13", null, false, 100);

        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), List.of(dns, late)))
                .filteredOn(it -> it.protocol().equals("tcp"))
                .extracting(DestinationCapacity::bindingConstraint)
                .containsExactly("usable ports");
    }

    @Test
    void threePoolsAreNamed() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pools.add(open("p" + i, "10.0.5." + i, "10.0.0.7", false, 10));
        }
        pools.add(open("late", "10.0.6.1", null, false, 10));

        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), pools).get(5).bindingConstraint())
                .isEqualTo("usable ports shared with the pools that bind first (p0, p1, p2 and others)");
    }

    @Test
    void bindingLateHasAllPortsAndReuse() {
        List<Pool> pools = List.of(bound("10.0.0.7", "10.0.5.12", true), bound("10.0.0.7", "10.0.5.13", true));

        assertThat(CapacityModel.of(supply(28_232, TimeWaitReuse.ALWAYS), pools))
                .allSatisfy(it -> assertThat(it.rate().ceiling()).isEqualTo(28_203.8));
    }

    @Test
    void theConnectionTrackingTableIsSharedByAll() {
        PortSupply supply =
                new PortSupply(28_232, TIME_WAIT, TimeWaitReuse.NEVER, Duration.ofSeconds(1), 10_000L, null);
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
        PortSupply supply =
                new PortSupply(28_232, TIME_WAIT, TimeWaitReuse.NEVER, Duration.ofSeconds(1), 10_000L, null);
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
        PortSupply supply =
                new PortSupply(28_232, TIME_WAIT, TimeWaitReuse.ALWAYS, Duration.ofSeconds(1), 262_144L, null);
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
        DestinationCapacity capacity = only(supply, pool);

        assertThat(capacity.concurrency()).isEqualTo(new Measure(2048L, 4096L, 0.5));
        assertThat(capacity.bindingConstraint()).isEqualTo("open files");
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
        Pool pool = TestPools.opening(500.0, new Destination(HOST, 53, "udp"))
                .build();

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

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "10.0.5.12, 10.0.5.13, ",
        "db.example, db.example, ",
        "db.example, 10.0.5.12, 'db.example: names are not looked up, each is taken to be another destination'",
        "b.example, a.example, 'a.example, b.example: names are not looked up, each is taken to be another destination'",
        "localhost, 127.0.0.1, ",
        "2001:db8::7, ::1, ",
    })
    void namesAreTakenApart(String one, String other, String said) {
        List<Pool> pools =
                List.of(TestPools.to(one, 443).build(), TestPools.to(other, 443).build());

        assertThat(UnresolvedNames.assumption(pools).orElse(null)).isEqualTo(said);
    }

    private static Pool open(String name, String host, String source, boolean late, int connections) {
        TestPools pool = TestPools.to(host, 443)
                .name(name)
                .sourceAddress(source)
                .settings(PoolSettings.keptAlive().withMaxSize(connections));
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }

    private static Pool bound(String source, String host, boolean late) {
        TestPools pool = TestPools.to(host, 443)
                .requestsPerSecond(300.0)
                .requestTime(Duration.ZERO)
                .sourceAddress(source)
                .peerTimestamps(true);
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }

    private static PortSupply supply(int ports, TimeWaitReuse reuse) {
        return new PortSupply(ports, TIME_WAIT, reuse, Duration.ofSeconds(1), null, null);
    }

    private static DestinationCapacity only(PortSupply supply, Pool... pools) {
        List<DestinationCapacity> capacities = CapacityModel.of(supply, List.of(pools));
        assertThat(capacities).hasSize(1);
        return capacities.get(0);
    }
}
