package io.portgrade.kernel;

import static io.portgrade.kernel.CapacityLab.HOST_ADDRESS;
import static io.portgrade.kernel.CapacityLab.IPV6_LOOPBACK;
import static io.portgrade.kernel.CapacityLab.LOOPBACK;
import static io.portgrade.kernel.CapacityLab.OWN_ADDRESS;
import static io.portgrade.kernel.CapacityLab.PEER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portgrade.capacity.Capacity;
import io.portgrade.kernel.NamespacePair.Side;
import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long closed connections hold their ports, by the report and by the kernel: TIME_WAIT, its reuse, and its loss.
 */
class CapacityTimeKernelTest extends CapacityRuns {

    private static final List<Route> LOCAL_AND_REMOTE = List.of(PEER, OWN_ADDRESS, LOOPBACK, IPV6_LOOPBACK);

    /** All ports are taken, and again after a pause that is longer than the delay of reuse. */
    @ParameterizedTest(name = "tcp_tw_reuse {0}, timestamps here {1}, there {2}")
    @CsvSource({
        "0, 0, 0", "0, 0, 1", "0, 1, 0", "0, 1, 1", "1, 0, 0", "1, 0, 1", "1, 1, 0", "1, 1, 1", "1, 2, 2", "2, 0, 0",
        "2, 0, 1", "2, 1, 0", "2, 1, 1"
    })
    void reuse(int reuse, int here, int there) throws InterruptedException {
        Duration pause = lab.shortenReuseDelay();
        lab.setReuse(reuse, here, there);
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
        Duration pause = lab.shortenReuseDelay();
        lab.setReuse(1, 1, 1);
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
        lab.setReuse(1, 1, 1);
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
        assumeTrue(LabTable.WAITS, LabTable.WHY_NOT);
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
}
