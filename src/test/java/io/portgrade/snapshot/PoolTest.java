package io.portgrade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How many connections a pool opens and holds, for four instances. */
class PoolTest {

    private static final int INSTANCES = 4;
    private static final PoolSettings KEPT = PoolSettings.keptAlive();
    private static final PoolSettings EACH = PoolSettings.connectionPerRequest();
    private static final PoolSettings FIXED =
            KEPT.withMaxSize(20).withMinIdle(20).withMaxLifetime(Duration.ofMinutes(30));

    static Stream<Arguments> opening() {
        return Stream.of(
                arguments("unreadable", null, 500.0, 0.1, null),
                arguments("keep-alive unknown", PoolSettings.ofUnknownKeepAlive(), 500.0, 0.1, null),
                arguments("a connection a request", EACH, 500.0, null, 500.0),
                arguments("a connection a request, rate unknown", EACH, null, 0.1, null),
                arguments("a connection a request, all in use", EACH.withMaxSize(50), 20.0, 10.0, 20.0),
                arguments("a connection a request, more wait", EACH.withMaxSize(50), 300.0, 100.0, 2.0),
                arguments("a connection a request, of no time", EACH.withMaxSize(50), 300.0, 0.0, 300.0),
                arguments("kept without bound", KEPT, 500.0, null, 0.0),
                arguments("kept without bound, rate unknown", KEPT, null, null, 0.0),
                arguments("fixed size, replaced every 30 minutes", FIXED, null, null, 80 / 1800.0),
                arguments("whatever the requests", FIXED, 0.001, 0.1, 80 / 1800.0),
                arguments("replaced, unbounded", KEPT.withMaxLifetime(Duration.ofSeconds(60)), 500.0, null, null),
                arguments("replaced, 50 in use", KEPT.withMaxLifetime(Duration.ofSeconds(60)), 500.0, 0.1, 50 / 60.0),
                arguments("5 kept of 15", KEPT.withMaxSize(15).withMaxIdle(5), 500.0, null, null),
                arguments("5 kept of 15, 0.2 in use each", KEPT.withMaxSize(15).withMaxIdle(5), 8.0, 0.1, 0.0),
                arguments("5 kept of 15, 12 in use each", KEPT.withMaxSize(15).withMaxIdle(5), 480.0, 0.1, 80.0),
                arguments("5 kept of 15, all in use", KEPT.withMaxSize(15).withMaxIdle(5), 60.0, 1.0, 10.0),
                arguments("5 kept of 15, more wait", KEPT.withMaxSize(15).withMaxIdle(5), 900.0, 1.0, 0.0),
                arguments(
                        "5 kept of 15, more fail",
                        KEPT.withMaxSize(15).withMaxIdle(5).refusingMore(),
                        900.0,
                        1.0,
                        10.0),
                arguments("none kept, more wait", KEPT.withMaxSize(15).withMaxIdle(0), 900.0, 1.0, 60.0),
                arguments(
                        "2 requests each, more wait",
                        KEPT.withMaxSize(15).withRequestsPerConnection(2),
                        900.0,
                        1.0,
                        30.0),
                arguments("as many kept as there are", KEPT.withMaxSize(5).withMaxIdle(5), 500.0, null, 0.0),
                arguments("2 kept, unbounded, 50 in use each", KEPT.withMaxIdle(2), 2000.0, 0.1, 2000 / 3.0),
                arguments("none kept", KEPT.withMaxIdle(0), 500.0, null, 500.0),
                arguments("1000 requests each", KEPT.withRequestsPerConnection(1000), 500.0, null, 0.5),
                arguments("1000 requests each, rate unknown", KEPT.withRequestsPerConnection(1000), null, null, null),
                arguments(
                        "never more than requests",
                        KEPT.withMaxSize(100).withMaxLifetime(Duration.ofSeconds(1)),
                        3.0,
                        null,
                        3.0));
    }

    @ParameterizedTest(name = "{0}: {4}/s")
    @MethodSource("opening")
    void opens(String name, PoolSettings settings, Double rate, Double seconds, Double expected) {
        Double opened = pool(settings, rate, seconds).newConnectionsPerSecond();
        if (expected == null) {
            assertThat(opened).isNull();
        } else {
            assertThat(opened).isCloseTo(expected, within(1e-9));
        }
    }

    /** Those that come back when enough are kept. */
    @Test
    void opensMoreWhenRequestsComeInWaves() {
        PoolSettings fiveOfFifteen = KEPT.withMaxSize(15).withMaxIdle(5);

        assertThat(pool(fiveOfFifteen, 400.0, 0.1).newConnectionsInWaves()).isCloseTo(200, within(1e-9));
        assertThat(pool(fiveOfFifteen, 200.0, 0.1).newConnectionsInWaves()).isZero();
        assertThat(pool(EACH, 200.0, 0.1).newConnectionsInWaves()).isEqualTo(200);
    }

    /** What waits for a connection opens none, but takes the next that comes back. */
    @Test
    void sharesItsConnectionsAmongTheRequestsThatAreServed() {
        PoolSettings fiveOfFifteen = KEPT.withMaxSize(15).withMaxIdle(5);
        Pool overloaded = pool(fiveOfFifteen, 900.0, 1.0);

        assertThat(overloaded.isOverloaded()).isTrue();
        assertThat(overloaded.servedPerSecond()).isEqualTo(60);
        assertThat(overloaded.connectionsPerRequest()).isEqualTo(0);
        assertThat(overloaded.newConnectionsInWaves()).isCloseTo(40, within(1e-9));
        assertThat(pool(fiveOfFifteen, 60.0, 1.0).isOverloaded()).isFalse();
        assertThat(pool(KEPT.withMaxIdle(5), 900.0, 1.0).isOverloaded()).isFalse();
        assertThat(pool(null, 900.0, 1.0).servedPerSecond()).isEqualTo(900);
    }

    static Stream<Arguments> holding() {
        return Stream.of(
                arguments("unreadable", null, 500.0, 0.1, null),
                arguments("bounded and kept", FIXED, 500.0, 0.1, 80.0),
                arguments(
                        "bounded, keep-alive unknown",
                        PoolSettings.ofUnknownKeepAlive().withMaxSize(3),
                        null,
                        null,
                        12.0),
                arguments("a connection a request", EACH, 500.0, 0.1, 50.0),
                arguments("a connection a request, bounded", EACH.withMaxSize(10), 5000.0, 0.1, 40.0),
                arguments("a connection a request, time unknown", EACH, 500.0, null, null),
                arguments("bounded, time unknown", EACH.withMaxSize(10), 500.0, null, 40.0),
                arguments("unbounded", KEPT, 500.0, null, null),
                arguments("unbounded, in use", KEPT, 500.0, 0.1, 50.0));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("holding")
    void holds(String name, PoolSettings settings, Double rate, Double seconds, Double expected) {
        assertThat(pool(settings, rate, seconds).openConnections()).isEqualTo(expected);
    }

    @Test
    void saysWhoIsLeftWithTimeWait() {
        assertThat(TestPools.to("h", 80).build().leavesNoTimeWait()).isFalse();
        assertThat(TestPools.to("h", 80).closedBy(Closer.SERVER).build().leavesNoTimeWait())
                .isTrue();
        assertThat(TestPools.to("h", 80).option(SocketOption.SO_LINGER).build().leavesNoTimeWait())
                .isTrue();
    }

    @Test
    void bindsFirstUnlessTheChoiceIsPutOff() {
        TestPools bound = TestPools.to("h", 80).sourceAddress("10.0.0.7");
        assertThat(TestPools.to("h", 80).build().bindsFirst()).isFalse();
        assertThat(bound.build().bindsFirst()).isTrue();
        assertThat(bound.option(SocketOption.IP_BIND_ADDRESS_NO_PORT).build().bindsFirst())
                .isFalse();
    }

    @Test
    void refusesWhatNoPoolCanBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> KEPT.withMaxSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> KEPT.withMaxIdle(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> KEPT.withRequestsPerConnection(0));
        assertThat(KEPT.withMaxLifetime(Duration.ofSeconds(-1))).isEqualTo(KEPT);
        assertThat(KEPT.withMaxSize(Integer.MAX_VALUE)).isEqualTo(KEPT);
    }

    private static Pool pool(PoolSettings settings, Double rate, Double seconds) {
        Duration time = seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
        return TestPools.to("h", 80)
                .settings(settings)
                .instances(INSTANCES)
                .requestsPerSecond(rate)
                .requestTime(time)
                .build();
    }
}
