package io.portgrade.capacity;

import static io.portgrade.capacity.TestSupplies.open;
import static io.portgrade.capacity.TestSupplies.supply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who takes ports from whom. What was measured is said where it was: Linux 6.18, network namespaces. */
class TcpContentionTest {

    @Test
    void eachSourceAddressHasAllPorts() {
        List<Pool> pools = List.of(bound("10.0.0.7", "10.0.5.12", true), bound("10.0.0.8", "10.0.5.12", true));

        assertThat(CapacityModel.of(supply(28_232, TimeWaitReuse.NEVER), pools))
                .extracting(DestinationCapacity::source, it -> it.rate().utilisation())
                .containsExactly(tuple("10.0.0.7", 0.638), tuple("10.0.0.8", 0.638));
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
        // measured with 200 ports: both of one address 200, of two addresses 200 and 100, as many after 200 were bound
        // first
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
                .extracting(
                        it -> it.pools().get(0),
                        it -> it.concurrency().utilisation().doubleValue())
                .containsExactlyInAnyOrder(tuple("first", ofFirst), tuple("late", ofLate));
    }

    @ParameterizedTest(name = "bound first at {0} and {1}")
    @CsvSource({
        // measured with 1000 ports: 600 bound at 127.0.0.1 or 127.0.0.7 leave 400 to the wildcard; 600 of the wildcard,
        // connected from 127.0.0.1, leave it 400 and 127.0.0.7 all
        "127.0.0.7, 0.0.0.0, 127.0.0.11, 1.4, 1.4",
        "10.0.0.7, ::, 10.0.5.13, 1.4, 1.4",
        "10.0.0.7, 0.0.0.0, 127.0.0.11, 0.6, 1.4",
        "0.0.0.0, ::, 127.0.0.11, 1.4, 1.4",
        "127.0.0.7, 127.0.0.8, 127.0.0.11, 0.6, 0.8",
    })
    void theWildcardIsNoAddressOfItsOwn(String first, String second, String destination, double ofA, double ofB) {
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(1000, TimeWaitReuse.NEVER),
                List.of(open("a", "10.0.5.12", first, false, 600), open("b", destination, second, false, 800)));

        assertThat(capacities)
                .extracting(
                        it -> it.pools().get(0),
                        it -> it.concurrency().utilisation().doubleValue())
                .containsExactlyInAnyOrder(tuple("a", ofA), tuple("b", ofB));
    }

    @Test
    void theWildcardFindsNoPortOfAnyConnectionAndTakesItsOwnFromAll() {
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(200, TimeWaitReuse.NEVER),
                List.of(
                        open("proxy", "10.0.5.12", "0.0.0.0", false, 50),
                        open("orders", "10.0.5.13", "10.0.0.7", true, 100)));

        assertThat(capacities)
                .extracting(it -> it.concurrency().utilisation().doubleValue())
                .containsExactly(0.75, 0.75);
        assertThat(capacities).extracting(DestinationCapacity::source).containsExactly(null, "10.0.0.7");
        assertThat(capacities)
                .extracting(DestinationCapacity::bindingConstraint)
                .containsExactly(
                        "usable ports shared by all that bind first (proxy) and with the pools that do not bind first"
                                + " (orders)",
                        "usable ports shared with the pools that bind first (proxy)");
    }

    @Test
    void poolsThatPutTheWildcardsPortOffAreAddedToThoseThatBindNothing() {
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(200, TimeWaitReuse.NEVER),
                List.of(open("a", "10.0.5.12", "::", true, 50), open("b", "10.0.5.12", null, true, 100)));

        assertThat(capacities)
                .extracting(it -> it.concurrency().utilisation().doubleValue())
                .containsExactly(0.75);
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

    @ParameterizedTest(name = "{0} and {1} of 200 ports")
    @CsvSource({
        // measured: 100, 116.6, 114.0 and 49.4 left, means of 20
        "100, 100, 100, 100, 100",
        "60, 60, 84, 60, 100",
        "30, 80, 86, 80, 100",
        "130, 130, 151, 130, 160",
        "100, 60, 100, 100, 100",
    })
    void portsBoundAtSeveralAddressesArePartlyTheSame(int one, int other, long average, long least, long most) {
        DestinationCapacity late = CapacityModel.of(
                        supply(200, TimeWaitReuse.NEVER),
                        List.of(
                                open("a", "10.0.5.12", "10.0.0.7", false, one),
                                open("b", "10.0.5.13", "10.0.0.8", false, other),
                                open("late", "10.0.5.14", "10.0.0.9", true, (int) (200 - average))))
                .get(2);

        assertThat(late.ports().demand()).isEqualTo(200L);
        assertThat(late.concurrency().utilisation()).isEqualTo(1L);
        String said = "2 source addresses that are bound first have " + average + " different ports on average, "
                + least + " to " + most + ": which are the same is chance";
        assertThat(late.notes().contains(said)).isEqualTo(least < most);
    }

    @Test
    void theCeilingIsWhereThePortsRunOutWhenAllGrow() {
        List<DestinationCapacity> capacities = CapacityModel.of(
                supply(200, TimeWaitReuse.NEVER),
                List.of(
                        open("a", "10.0.5.12", "10.0.0.7", false, 30),
                        open("b", "10.0.5.13", "10.0.0.8", false, 30),
                        open("late", "10.0.5.14", null, false, 58)));

        // twice as many: 60 and 60 leave 116
        assertThat(capacities.get(2).concurrency()).isEqualTo(new Measure(58L, 116L, 0.5));
        assertThat(capacities.get(2).ports().demand()).isEqualTo(109L);
    }

    @Test
    void connectionsToSeveralDestinationsKeepTheirPortsFromWhoBinds() {
        // measured: 60, 60 and 60 of 200 ports leave 106.8 to bind(), the mean of 20
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            pools.add(open("late" + i, "10.0.5." + i, null, false, 60));
        }
        pools.add(open("first", "10.0.6.1", "10.0.0.7", false, 1));

        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), pools)
                        .get(3)
                        .ports()
                        .demand())
                .isEqualTo(94.6);
    }

    @Test
    void manyAddressesAreAddedUpInTheSameWay() {
        List<Pool> pools = new ArrayList<>();
        double left = 1;
        for (int i = 1; i <= 60; i++) {
            pools.add(open("p" + i, "10.0.5." + i, "10.0.0." + i, false, i));
            left *= 1 - i / 1_000.0;
        }
        pools.add(open("late", "10.0.6.1", null, false, 1));
        double taken = CapacityModel.of(supply(2_000, TimeWaitReuse.NEVER), pools)
                .get(60)
                .ports()
                .demand()
                .doubleValue();

        assertThat(taken).isCloseTo(1 + 1_000 * (1 - left), within(0.5));
    }

    @Test
    void threePoolsAreNamed() {
        List<Pool> pools = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pools.add(open("p" + i, "10.0.5." + i, "10.0.0.7", false, 10));
        }
        pools.add(open("late", "10.0.6.1", null, false, 10));

        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), pools)
                        .get(5)
                        .bindingConstraint())
                .isEqualTo("usable ports shared with the pools that bind first (p0, p1, p2 and others)");
    }

    @Test
    void bindingLateHasAllPortsAndReuse() {
        List<Pool> pools = List.of(bound("10.0.0.7", "10.0.5.12", true), bound("10.0.0.7", "10.0.5.13", true));

        assertThat(CapacityModel.of(supply(28_232, TimeWaitReuse.ALWAYS), pools))
                .allSatisfy(it -> assertThat(it.rate().ceiling()).isEqualTo(28_203.8));
    }

    private static Pool bound(String source, String host, boolean late) {
        TestPools pool = TestPools.to(host, 443)
                .requestsPerSecond(300.0)
                .requestTime(Duration.ZERO)
                .sourceAddress(source)
                .peerTimestamps(true);
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }
}
