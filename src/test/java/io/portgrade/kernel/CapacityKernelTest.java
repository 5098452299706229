package io.portgrade.kernel;

import static io.portgrade.kernel.CapacityLab.HOST_ADDRESS;
import static io.portgrade.kernel.CapacityLab.PEER;
import static io.portgrade.kernel.CapacityLab.SECOND_HOST_ADDRESS;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.portgrade.kernel.NamespacePair.Side;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The connections that the report gives a host beside those that the kernel does: small port ranges, real connections that the
 * client closes first. {@code -Dkernel.waits=true} adds what takes a minute, {@code -Dkernel.write} writes
 * {@code docs/kernel-lab.md}.
 */
class CapacityKernelTest extends CapacityRuns {

    @ParameterizedTest(name = "{1} ports from {0} after an even one, {2} reserved, listeners {3}")
    @CsvSource({
        "0, 200, , ''",
        "1, 200, , ''",
        "0, 1, , ''",
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
                count == 1 ? 0 : ONE_PORT);
    }

    static Stream<Arguments> routes() {
        List<Route> peers = CapacityLab.peers(4);
        Route other = peers.get(1);
        return Stream.of(
                Arguments.of("two destinations", new Route[] {PEER, other}),
                Arguments.of("two ports of one destination", new Route[] {PEER, Route.to("peer", PEER.address(), 444)}),
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

    /** 500 a second on a default host, a hundredth of both: 282 ports and 5 a second. */
    @Test
    void fiveHundredASecondRunOut() {
        assumeTrue(LabTable.WAITS, LabTable.WHY_NOT);
        lab.setRange(lab.freshPorts(282));
        Prediction predicted = lab.predict(true, PEER);
        double seconds = predicted.ports() / 5;
        TABLE.add(
                "Default host, a hundredth of it: 282 ports, 5/s: until the first connection without a port",
                " s",
                seconds,
                lab.secondsUntilRefused(5, Duration.ofSeconds(70), PEER),
                FIVE_PERCENT * seconds);
        Route other = CapacityLab.peers(2).get(1);
        TABLE.add(
                "Default host, a hundredth of it: 282 ports, every port taken again at once",
                "/s",
                predicted.perSecond(),
                lab.hungryPerSecond(Duration.ofSeconds(66), other),
                FIVE_PERCENT * predicted.perSecond());
    }
}
