package io.portgrade.capacity;

import static io.portgrade.capacity.TestSupplies.open;
import static io.portgrade.capacity.TestSupplies.supply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SocketOption;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What UDP sockets leave to each other. What was measured is said where it was: Linux 6.18, network namespaces. */
class UdpContentionTest {

    @ParameterizedTest(name = "UDP from {0} and {1}: {2} and {3} of 200")
    @CsvSource({
        // measured with 200 ports: 200 together, to whatever destinations; 200 and 200 of two addresses
        ", , 1.0, 1.0",
        "10.0.0.7, 10.0.0.7, 1.0, 1.0",
        "10.0.0.7, 10.0.0.8, 0.5, 0.5",
        ", 10.0.0.7, 1.0, 1.0",
    })
    void udpHasOneRangeForAllDestinations(String one, String other, double ofOne, double ofOther) {
        for (boolean late : new boolean[] {false, true}) {
            assertThat(CapacityModel.of(
                            supply(200, TimeWaitReuse.NEVER),
                            List.of(datagrams("10.0.5.12", one, late), datagrams("10.0.5.13", other, late))))
                    .extracting(it -> it.concurrency().utilisation().doubleValue())
                    .containsExactly(ofOne, ofOther);
        }
    }

    @Test
    void udpSocketsOfSeveralAddressesLeaveFewToThoseOfNone() {
        // measured: 60 and 60 of 200 left 99.6, the mean of 20
        List<Pool> pools = List.of(
                datagrams("10.0.5.12", "10.0.0.7", false),
                datagrams("10.0.5.13", "10.0.0.8", false),
                datagrams("10.0.5.14", null, false));

        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), pools))
                .extracting(it -> it.ports().demand(), DestinationCapacity::bindingConstraint)
                .containsExactly(
                        tuple(
                                200L,
                                "usable ports shared by all UDP sockets of 10.0.0.7 and those that bind no address"),
                        tuple(
                                200L,
                                "usable ports shared by all UDP sockets of 10.0.0.8 and those that bind no address"),
                        tuple(250L, "usable ports shared by all UDP sockets of the host"));
    }

    @Test
    void udpAndTcpShareNoPorts() {
        Pool dns = TestPools.opening(500.0, new Destination("10.0.5.12", 53, "udp"))
                .sourceAddress("10.0.0.7")
                .build();
        Pool late = open("late", "10.0.5.13", null, false, 100);

        assertThat(CapacityModel.of(supply(200, TimeWaitReuse.NEVER), List.of(dns, late)))
                .filteredOn(it -> it.protocol().equals("tcp"))
                .extracting(DestinationCapacity::bindingConstraint)
                .containsExactly("usable ports");
    }

    private static Pool datagrams(String host, String source, boolean late) {
        TestPools pool = TestPools.opening(0.0, new Destination(host, 53, "udp"))
                .settings(PoolSettings.keptAlive().withMaxSize(100))
                .sourceAddress(source);
        return (late ? pool.option(SocketOption.IP_BIND_ADDRESS_NO_PORT) : pool).build();
    }
}
