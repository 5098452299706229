package io.portgrade.kernel;

import static io.portgrade.kernel.CapacityLab.HOST_ADDRESS;
import static io.portgrade.kernel.CapacityLab.IPV6_LOOPBACK;
import static io.portgrade.kernel.CapacityLab.LOOPBACK;
import static io.portgrade.kernel.CapacityLab.OWN_ADDRESS;
import static io.portgrade.kernel.CapacityLab.PEER;
import static io.portgrade.kernel.CapacityLab.SECOND_HOST_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portgrade.capacity.Capacity;
import io.portgrade.kernel.NamespacePair.Side;
import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SettingKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The report's ceilings beside what the kernel gives: small port ranges, real connections that the client closes first.
 * {@code -Dkernel.waits=true} adds the waits of a minute, {@code -Dkernel.write} writes {@code docs/kernel-lab.md}.
 */
class CapacityKernelTest {

    private static final boolean WAITS = Boolean.getBoolean("kernel.waits");
    private static final double ONE_PORT = 1;
    private static final double FIVE_PERCENT = 0.05;
    private static final int REUSE_DELAY_MILLIS = 300;
    private static final String COUNT = "";
    private static final List<Route> LOCAL_AND_REMOTE = List.of(PEER, OWN_ADDRESS, LOOPBACK, IPV6_LOOPBACK);

    private static final LabTable TABLE = new LabTable();
    private static CapacityLab lab;

    @BeforeAll
    static void open() {
        lab = CapacityLab.open();
    }

    @AfterAll
    static void close() throws IOException {
        if (lab != null) {
            lab.close();
            TABLE.write();
        }
    }

    @BeforeEach
    void defaults() {
        configure(2, 1, 1);
        lab.set(Side.HOST, SettingKeys.LOCAL_RESERVED_PORTS, "");
    }

    private static void configure(int reuse, int hostTimestamps, int peerTimestamps) {
        lab.set(Side.HOST, SettingKeys.TW_REUSE, reuse);
        lab.set(Side.HOST, SettingKeys.TIMESTAMPS, hostTimestamps);
        lab.set(Side.PEER, SettingKeys.TIMESTAMPS, peerTimestamps);
    }

    @ParameterizedTest(name = "{1} ports from {0} after an even one, {2} reserved, listeners {3}")
    @CsvSource({
        "0, 200, , ''",
        "1, 200, , ''",
        "0, 201, , ''",
        "1, 201, , ''",
        "0, 200, 10-39, ''",
        "0, 200, 190-229, ''",
        "0, 200, , 0.0.0.0+7 127.0.0.1+20 ::1+33 10.77.0.1+50",
        "0, 200, 20-29, 127.0.0.1+20 127.0.0.1+101",
        "0, 201, 0-0, 127.0.0.1+1",
    })
    void portsRunOut(int shift, int count, String reserved, String listeners) {
        PortRange ports = lab.freshPorts(count);
        int low = ports.low() + shift;
        lab.setRange(new PortRange(low, low + count - 1));
        if (reserved != null) {
            String[] ends = reserved.split("-");
            lab.set(
                    Side.HOST,
                    SettingKeys.LOCAL_RESERVED_PORTS,
                    low + Integer.parseInt(ends[0]) + "-" + (low + Integer.parseInt(ends[1])));
        }
        for (String listener : listeners.isEmpty() ? new String[0] : listeners.split(" ")) {
            int plus = listener.indexOf('+');
            lab.listen("host", listener.substring(0, plus), low + Integer.parseInt(listener.substring(plus + 1)));
        }
        TABLE.add(
                "Ports: %d from an %s one%s%s"
                        .formatted(
                                count,
                                shift == 0 ? "even" : "odd",
                                reserved == null ? "" : ", low+" + reserved.replace("-", " to low+") + " reserved",
                                listeners.isEmpty() ? "" : ", listeners at " + listeners.replace("+", " low+")),
                COUNT,
                lab.predict(true, PEER).ports(),
                lab.open(2 * count, PEER),
                ONE_PORT);
    }

    static Stream<Arguments> routes() {
        List<Route> peers = CapacityLab.peers(4);
        Route other = peers.get(1);
        return Stream.of(
                Arguments.of("two destinations", new Route[] {PEER, other}),
                Arguments.of(
                        "two ports of one destination",
                        new Route[] {PEER, new Route("peer", PEER.address(), 444, null, false)}),
                Arguments.of("four destinations", peers.toArray(Route[]::new)),
                Arguments.of("source bound, one destination", new Route[] {PEER.bound(HOST_ADDRESS)}),
                Arguments.of(
                        "source bound, two destinations",
                        new Route[] {PEER.bound(HOST_ADDRESS), other.bound(HOST_ADDRESS)}),
                Arguments.of(
                        "source bound with IP_BIND_ADDRESS_NO_PORT, two destinations",
                        new Route[] {PEER.boundLate(HOST_ADDRESS), other.boundLate(HOST_ADDRESS)}),
                Arguments.of(
                        "two sources bound, one destination",
                        new Route[] {PEER.bound(HOST_ADDRESS), PEER.bound(SECOND_HOST_ADDRESS)}),
                Arguments.of(
                        "two sources bound with IP_BIND_ADDRESS_NO_PORT, one destination",
                        new Route[] {PEER.boundLate(HOST_ADDRESS), PEER.boundLate(SECOND_HOST_ADDRESS)}));
    }

    /** Those that bind first beside those that do not. */
    static Stream<Arguments> mixedRoutes() {
        List<Route> peers = CapacityLab.peers(4);
        Route other = peers.get(1);
        Route third = peers.get(2);
        Route bound = PEER.bound(HOST_ADDRESS);
        return Stream.of(
                Arguments.of("one bound, one not", new Route[] {bound, other}),
                Arguments.of("one not, one bound", new Route[] {other, bound}),
                Arguments.of("one bound, two not", new Route[] {bound, other, third}),
                Arguments.of("two bound, one not", new Route[] {bound, other.bound(HOST_ADDRESS), third}),
                Arguments.of("one bound, one bound late", new Route[] {bound, other.boundLate(HOST_ADDRESS)}),
                Arguments.of(
                        "one bound, one bound late at another address",
                        new Route[] {bound, other.boundLate(SECOND_HOST_ADDRESS)}),
                Arguments.of(
                        "two bound at two addresses, one bound late at the first",
                        new Route[] {bound, other.bound(SECOND_HOST_ADDRESS), third.boundLate(HOST_ADDRESS)}),
                Arguments.of("one bound, one not, to one destination", new Route[] {bound, PEER}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mixedRoutes")
    void whatIsBoundFirstIsLostToTheOthers(String situation, Route[] routes) {
        lab.setRange(lab.freshPorts(200));
        TABLE.add(
                "Mixed: 200 ports, " + situation,
                COUNT,
                lab.predict(true, routes).ports(),
                lab.open(2_000, routes),
                ONE_PORT);
    }

    /** Ports in TIME_WAIT that the others take again are none for those who bind first. */
    @Test
    void reuseGivesNothingToWhoBindsFirst() throws InterruptedException {
        Duration pause = shortenReuseDelay();
        configure(1, 1, 1);
        lab.setRange(lab.freshPorts(60));
        Route bound = CapacityLab.peers(2).get(1).bound(HOST_ADDRESS);
        Capacity capacity = lab.capacity(List.of(PEER.pool(true), bound.pool(true)));
        int first = lab.open(60, PEER);
        Thread.sleep(pause.toMillis());
        TABLE.add(
                "Mixed: 60 ports, tcp_tw_reuse 1, timestamps on, one after the other, the second bound",
                COUNT,
                Prediction.of(capacity, PEER).ports()
                        + Prediction.of(capacity, bound).portsTakenTwice(pause),
                first + lab.open(120, bound),
                ONE_PORT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void eachSourceAndDestinationHasItsPorts(String situation, Route[] routes) {
        lab.setRange(lab.freshPorts(200));
        TABLE.add(
                "Routes: 200 ports, " + situation,
                COUNT,
                lab.predict(true, routes).ports(),
                lab.open(2_000, routes),
                ONE_PORT);
    }

    /** All ports are taken, and again after a pause that is longer than the delay of reuse. */
    @ParameterizedTest(name = "tcp_tw_reuse {0}, timestamps here {1}, there {2}")
    @CsvSource({
        "0, 0, 0", "0, 0, 1", "0, 1, 0", "0, 1, 1", "1, 0, 0", "1, 0, 1", "1, 1, 0", "1, 1, 1", "1, 2, 2", "2, 0, 0",
        "2, 0, 1", "2, 1, 0", "2, 1, 1"
    })
    void reuse(int reuse, int here, int there) throws InterruptedException {
        Duration pause = shortenReuseDelay();
        configure(reuse, here, there);
        PortRange ports = lab.freshPorts(60);
        lab.setRange(ports);
        List<Integer> first = LOCAL_AND_REMOTE.stream()
                .map(route -> lab.open(2 * ports.size(), route))
                .toList();
        Thread.sleep(pause.toMillis());
        Capacity capacity = lab.capacity(LOCAL_AND_REMOTE.stream()
                .map(route -> route.pool((route.leavesTheHost() ? there : here) != 0))
                .toList());
        for (int number = 0; number < LOCAL_AND_REMOTE.size(); number++) {
            Route route = LOCAL_AND_REMOTE.get(number);
            TABLE.add(
                    "Reuse: 60 ports twice, tcp_tw_reuse %d, timestamps here %d, there %d, to %s"
                            .formatted(reuse, here, route.leavesTheHost() ? there : here, route.address()),
                    COUNT,
                    Prediction.of(capacity, route).portsTakenTwice(pause),
                    first.get(number) + lab.open(2 * ports.size(), route),
                    ONE_PORT);
        }
    }

    @Test
    void aBoundSourceHasNoReuse() throws InterruptedException {
        Duration pause = shortenReuseDelay();
        configure(1, 1, 1);
        lab.setRange(lab.freshPorts(60));
        Route bound = PEER.bound(HOST_ADDRESS);
        int first = lab.open(120, bound);
        Thread.sleep(pause.toMillis());
        TABLE.add(
                "Reuse: 60 ports twice, tcp_tw_reuse 1, timestamps on, source bound",
                COUNT,
                lab.predict(true, bound).portsTakenTwice(pause),
                first + lab.open(120, bound),
                ONE_PORT);
    }

    @ParameterizedTest(name = "{0} ports")
    @CsvSource({"200", "500"})
    void reuseSustainsItsRate(int count) {
        configure(1, 1, 1);
        if (CapacityLab.hasReuseDelay()) {
            lab.set(Side.HOST, SettingKeys.TW_REUSE_DELAY, 1_000);
        }
        lab.setRange(lab.freshPorts(count));
        double predicted = lab.predict(true, PEER).perSecond();
        TABLE.add(
                "Rate: %d ports, tcp_tw_reuse 1, every port taken again at once".formatted(count),
                "/s",
                predicted,
                lab.hungryPerSecond(Duration.ofMillis(2_600), PEER),
                FIVE_PERCENT * predicted);
        TABLE.add(
                "Rate: %d ports, tcp_tw_reuse 1, at 95 %% of the ceiling, connections without a port".formatted(count),
                COUNT,
                0,
                lab.refusedOf(
                        (1 - FIVE_PERCENT) * predicted,
                        Duration.ofMillis(2_200),
                        CapacityLab.peers(2).get(1)),
                0);
    }

    @Test
    void finTimeoutBringsNoPortBack() throws InterruptedException {
        Duration pause = Duration.ofMillis(2_500);
        List<Integer> timeouts = List.of(2, 60);
        List<Route> peers = CapacityLab.peers(timeouts.size());
        lab.setRange(lab.freshPorts(120));
        int[] opened = new int[timeouts.size()];
        for (int number = 0; number < opened.length; number++) {
            lab.set(Side.HOST, SettingKeys.FIN_TIMEOUT, timeouts.get(number));
            opened[number] = lab.open(240, peers.get(number));
        }
        Thread.sleep(pause.toMillis());
        for (int number = 0; number < opened.length; number++) {
            lab.set(Side.HOST, SettingKeys.FIN_TIMEOUT, timeouts.get(number));
            TABLE.add(
                    "TIME_WAIT: 120 ports twice in 3 s, tcp_fin_timeout " + timeouts.get(number),
                    COUNT,
                    lab.predict(true, peers.get(number)).portsTakenTwice(pause),
                    opened[number] + lab.open(240, peers.get(number)),
                    ONE_PORT);
        }
    }

    @Test
    void finTimeoutDoesNotShortenTimeWait() {
        assumeTrue(WAITS, "waits for a minute: only with -Dkernel.waits=true, as in -Pkernel");
        List<Integer> timeouts = List.of(5, 60);
        List<Route> peers = CapacityLab.peers(timeouts.size());
        lab.setRange(lab.freshPorts(120));
        double[] predicted = new double[timeouts.size()];
        for (int number = 0; number < predicted.length; number++) {
            lab.set(Side.HOST, SettingKeys.FIN_TIMEOUT, timeouts.get(number));
            predicted[number] = lab.predict(true, peers.get(number)).heldSeconds();
            lab.open(240, peers.get(number));
        }
        List<Double> seconds = lab.secondsUntilOpen(Duration.ofSeconds(75), peers.toArray(Route[]::new));
        for (int number = 0; number < predicted.length; number++) {
            TABLE.add(
                    "TIME_WAIT: a port is back, tcp_fin_timeout " + timeouts.get(number),
                    " s",
                    predicted[number],
                    seconds.get(number),
                    FIVE_PERCENT * predicted[number]);
        }
    }

    /** In namespaces of its own, where nothing else is in TIME_WAIT. */
    @ParameterizedTest(name = "tcp_max_tw_buckets {0}")
    @CsvSource({"50", "4096"})
    void bucketsBelowThePortsGiveThemBackTooEarly(int buckets) {
        try (CapacityLab fresh = CapacityLab.open()) {
            fresh.set(Side.HOST, SettingKeys.MAX_TW_BUCKETS, buckets);
            fresh.setRange(fresh.freshPorts(120));
            AuditReport report = fresh.report(List.of(PEER.pool(true)));
            boolean warned = report.findings().stream()
                    .anyMatch(finding -> finding.rule().equals("time-wait/buckets-too-few"));
            int opened = fresh.open(240, PEER);
            int destroyed = fresh.counter("TCPTimeWaitOverflow");
            TABLE.note(
                    "Buckets: 120 ports, tcp_max_tw_buckets " + buckets,
                    warned ? "too few: ports come back early" : "120, and nothing is lost",
                    "%d opened, %d TIME_WAIT destroyed".formatted(opened, destroyed));
            assertThat(opened > Prediction.of(report.capacity()).ports() + ONE_PORT)
                    .as("tcp_max_tw_buckets %d: warned %s, opened %d", buckets, warned, opened)
                    .isEqualTo(warned);
            assertThat(destroyed).isBetween(warned ? opened - buckets - 1 : 0, warned ? opened - buckets + 1 : 0);
        }
    }

    private static Duration shortenReuseDelay() {
        if (!CapacityLab.hasReuseDelay()) {
            return Duration.ofMillis(2_200);
        }
        lab.set(Side.HOST, SettingKeys.TW_REUSE_DELAY, REUSE_DELAY_MILLIS);
        return Duration.ofMillis(REUSE_DELAY_MILLIS + 150);
    }
}
