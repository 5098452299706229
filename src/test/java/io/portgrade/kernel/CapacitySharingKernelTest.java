package io.portgrade.kernel;

import static io.portgrade.kernel.CapacityLab.FOURTH_HOST_ADDRESS;
import static io.portgrade.kernel.CapacityLab.HOST_ADDRESS;
import static io.portgrade.kernel.CapacityLab.PEER;
import static io.portgrade.kernel.CapacityLab.SECOND_HOST_ADDRESS;
import static io.portgrade.kernel.CapacityLab.THIRD_HOST_ADDRESS;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.snapshot.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What connections that bind first, and UDP sockets, leave to the others, beside what the report says they do.
 */
class CapacitySharingKernelTest extends CapacityRuns {

    private static final int DRAWS = 5;

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
        Duration pause = lab.shortenReuseDelay();
        lab.setReuse(1, 1, 1);
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

    /** So many connections of each route, and then as many as there are of another. */
    static Stream<Arguments> chances() {
        List<Route> peers = CapacityLab.peers(4);
        Route second = PEER.bound(SECOND_HOST_ADDRESS);
        Route third = PEER.bound(THIRD_HOST_ADDRESS);
        Route fourth = PEER.bound(FOURTH_HOST_ADDRESS);
        Route other = peers.get(1);
        return Stream.of(
                Arguments.of("120 and 120 bound at two addresses", 120, List.of(second, third), other),
                Arguments.of("120, 120 and 120 bound at three addresses", 120, List.of(second, third, fourth), other),
                Arguments.of("260 and 260 bound at two addresses", 260, List.of(second, third), other),
                Arguments.of(
                        "120, 120 and 120 to three destinations, then bound",
                        120,
                        peers.subList(0, 3),
                        peers.get(3).bound(HOST_ADDRESS)),
                Arguments.of(
                        "UDP, 120 and 120 bound at two addresses",
                        120,
                        List.of(second.overUdp(), third.overUdp()),
                        other.overUdp()));
    }

    /** Which of their ports are the same is chance: the mean of five. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("chances")
    void portsAreTheSameByChance(String situation, int each, List<Route> routes, Route last) {
        double opened = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            lab.setRange(lab.freshPorts(400));
            routes.forEach(route -> lab.open(each, route));
            opened += lab.open(1_000, last);
            lab.release();
        }
        List<Pool> pools = new ArrayList<>(List.of(last.poolOf(1)));
        routes.forEach(route -> pools.add(route.poolOf(each)));
        Capacity capacity = lab.capacity(pools);
        DestinationCapacity ofLast = capacity.destinations().stream()
                .filter(destination -> destination.pools().contains(last.poolName()))
                .findFirst()
                .orElseThrow();
        double left = capacity.usablePorts() - ofLast.ports().demand().doubleValue() + 1;
        TABLE.add(
                "Chance: 400 ports, " + situation + ", left to one more",
                COUNT,
                left,
                opened / DRAWS,
                FIVE_PERCENT * left);
    }

    static Stream<Arguments> udpRoutes() {
        Route one = PEER.overUdp();
        Route other = CapacityLab.peers(2).get(1).overUdp();
        return Stream.of(
                Arguments.of("one destination", new Route[] {one}),
                Arguments.of("two destinations", new Route[] {one, other}),
                Arguments.of(
                        "source bound, two destinations",
                        new Route[] {one.bound(HOST_ADDRESS), other.bound(HOST_ADDRESS)}),
                Arguments.of(
                        "source bound with IP_BIND_ADDRESS_NO_PORT, two destinations",
                        new Route[] {one.boundLate(HOST_ADDRESS), other.boundLate(HOST_ADDRESS)}),
                Arguments.of(
                        "two sources bound", new Route[] {one.bound(HOST_ADDRESS), other.bound(SECOND_HOST_ADDRESS)}),
                Arguments.of("one bound, one not", new Route[] {one.bound(HOST_ADDRESS), other}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("udpRoutes")
    void udpSocketsShareTheirPorts(String situation, Route[] routes) {
        lab.setRange(lab.freshPorts(200));
        TABLE.add(
                "UDP: 200 ports, " + situation,
                COUNT,
                lab.predict(true, routes).ports(),
                lab.open(2_000, routes),
                ONE_PORT);
    }
}
