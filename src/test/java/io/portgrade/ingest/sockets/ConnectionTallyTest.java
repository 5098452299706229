package io.portgrade.ingest.sockets;

import static io.portgrade.snapshot.SocketState.CLOSED;
import static io.portgrade.snapshot.SocketState.CLOSE_WAIT;
import static io.portgrade.snapshot.SocketState.ESTABLISHED;
import static io.portgrade.snapshot.SocketState.FIN_WAIT_2;
import static io.portgrade.snapshot.SocketState.LISTEN;
import static io.portgrade.snapshot.SocketState.SYN_SENT;
import static io.portgrade.snapshot.SocketState.TIME_WAIT;
import static io.portgrade.snapshot.SocketState.UNKNOWN;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.snapshot.Connections;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.LocalPorts;
import io.portgrade.snapshot.SocketState;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTallyTest {

    private static final Map<SocketState, Integer> SS_STATES =
            Map.of(LISTEN, 13, ESTABLISHED, 10, SYN_SENT, 1, TIME_WAIT, 3, FIN_WAIT_2, 1, CLOSE_WAIT, 1);

    static Stream<Arguments> listings() {
        return Stream.of(
                arguments("ss-tan", SS_STATES),
                arguments("ss-tuan", SS_STATES),
                arguments("ss-ltn", Map.of(LISTEN, 13)),
                arguments("netstat-an-linux", SS_STATES),
                arguments("netstat-an-busybox", SS_STATES),
                arguments(
                        "netstat-an-freebsd",
                        Map.of(LISTEN, 6, ESTABLISHED, 1, TIME_WAIT, 1, FIN_WAIT_2, 1, CLOSED, 1)),
                arguments("netstat-an-macos", Map.of(LISTEN, 6, ESTABLISHED, 2, TIME_WAIT, 1)),
                arguments("netstat-ano-windows", Map.of(LISTEN, 7, ESTABLISHED, 1, TIME_WAIT, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("listings")
    void countsSocketsByState(String file, Map<SocketState, Integer> states) throws IOException {
        assertThat(sockets(SocketListingTest.listing(file)).states()).isEqualTo(states);
    }

    @Test
    void countsByLocalAddressAndDestinationWhatListenersHaveNotAccepted() throws IOException {
        assertThat(sockets(SocketListingTest.listing("ss-tan")).connections())
                .containsExactlyInAnyOrder(
                        connections("192.0.2.10", "192.0.2.10", 80, ports(32_869, 36_625, 45_231), ports(), 9),
                        connections("192.0.2.10", "192.0.2.77", 443, ports(54_818), ports(), 13),
                        connections("127.0.0.1", "127.0.0.1", 8_080, ports(50_736), ports(), 14),
                        connections(
                                "192.0.2.10", "192.0.2.10", 9_090, ports(43_870), ports(43_848, 43_854, 43_866), 18),
                        connections("2001:db8::10", "2001:db8::10", 443, ports(45_396), ports(), 28));
    }

    @ParameterizedTest
    @CsvSource({
        "ESTAB 0 0 192.0.2.1:40000 192.0.2.2:443,                            192.0.2.1 > 192.0.2.2:443",
        "ESTAB 0 0 [::ffff:192.0.2.1]:40000 [::ffff:192.0.2.2]:443,          192.0.2.1 > 192.0.2.2:443",
        "ESTAB 0 0 [fe80::1]%eth0:40000 [fe80::2]%eth0:443,                  fe80::1%eth0 > [fe80::2%eth0]:443",
        "ESTAB 0 0 [2001:db8::1]:40000 [2001:DB8:0:0::2]:443,                2001:db8::1 > [2001:db8::2]:443",
        "0 0 192.0.2.1:40000 192.0.2.2:443,                                  192.0.2.1 > 192.0.2.2:443",
        "tcp ESTAB 0 0 192.0.2.1:40000 192.0.2.2:443,                        192.0.2.1 > 192.0.2.2:443",
        "tcp 0 0 192.0.2.1:40000 192.0.2.2:443 ESTABLISHED 12/app,           192.0.2.1 > 192.0.2.2:443",
        "tcp6 0 0 2001:db8::1:40000 2001:db8::2:443 ESTABLISHED,             2001:db8::1 > [2001:db8::2]:443",
        "tcp6 0 0 ::ffff:192.0.2.1:40000 ::ffff:192.0.2.2:443 SYN_SENT,      192.0.2.1 > 192.0.2.2:443",
        "tcp4 0 0 192.0.2.1.40000 192.0.2.2.443 FIN_WAIT_1,                  192.0.2.1 > 192.0.2.2:443",
        "tcp6 0 0 2001:db8::1.40000 2001:db8::2.443 LAST_ACK 131072 131072,  2001:db8::1 > [2001:db8::2]:443",
        "tcp6 0 0 fe80::1%lo0.40000 fe80::1%lo0.443 CLOSING,                 fe80::1%lo0 > [fe80::1%lo0]:443",
        "TCP 192.0.2.1:40000 192.0.2.2:443 ESTABLISHED 3180,                 192.0.2.1 > 192.0.2.2:443",
        "TCP [fe80::1%12]:40000 [fe80::2%12]:443 ESTABLISHED,                fe80::1%12 > [fe80::2%12]:443",
        "TCP 192.0.2.1:40000 192.0.2.2:443 HERGESTELLT,                      192.0.2.1 > 192.0.2.2:443",
    })
    void readsTheEndsOfAConnection(String line, String route) {
        Sockets sockets = sockets(line);
        assertThat(sockets.connections()).singleElement().satisfies(each -> {
            assertThat(each.source() + " > " + each.destination()).isEqualTo(route);
            LocalPorts told = line.startsWith("0 ") || line.endsWith("HERGESTELLT") ? each.untold() : each.open();
            assertThat(told).isEqualTo(ports(40_000));
            assertThat(each.open().size()
                            + each.timeWait().size()
                            + each.untold().size())
                    .isEqualTo(1);
        });
        assertThat(sockets.hasConnections()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIME-WAIT 0 0 192.0.2.1:40000 192.0.2.2:443",
                "tcp 0 0 192.0.2.1:40000 192.0.2.2:443 TIME_WAIT -",
                "tcp4 0 0 192.0.2.1.40000 192.0.2.2.443 TIME_WAIT",
                "TCP 192.0.2.1:40000 192.0.2.2:443 TIME_WAIT 0"
            })
    void tellsTimeWaitApart(String line) {
        assertThat(sockets(line).connections())
                .containsExactly(connections("192.0.2.1", "192.0.2.2", 443, ports(), ports(40_000), 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LISTEN 0 128 0.0.0.0:22 0.0.0.0:*",
                "UNCONN 0 0 0.0.0.0:68 0.0.0.0:*",
                "udp ESTAB 0 0 192.0.2.1:40000 192.0.2.2:53",
                "tcp4 0 0 *.* *.* CLOSED",
                "TCP 0.0.0.0:50000 0.0.0.0:0 BOUND 3012"
            })
    void takesNothingElseForAConnection(String line) {
        Sockets sockets = sockets(line);
        assertThat(sockets.hasConnections()).isFalse();
        assertThat(sockets.connections()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesOutWhatAListenerAcceptedWhereverItStands(boolean first) {
        String listener = "LISTEN 0 128 0.0.0.0:40000 0.0.0.0:*";
        String accepted = "ESTAB 0 0 192.0.2.1:40000 203.0.113.9:50000";
        Sockets sockets = sockets(first ? listener + "\n" + accepted : accepted + "\n" + listener);
        assertThat(sockets.connections()).isEmpty();
        assertThat(sockets.states()).isEqualTo(Map.of(LISTEN, 1, ESTABLISHED, 1));
    }

    @Test
    void countsAConnectionThatIsListedTwiceByItsPort() {
        String line = "ESTAB 0 0 192.0.2.1:40000 192.0.2.2:443\n";
        assertThat(sockets(line + line).connections().get(0).open().size()).isEqualTo(1);
    }

    @Test
    void countsAConnectionWhoseStateIsNotPrintedOnceWhenAnotherListingTellsIt() {
        String text = "TIME-WAIT 0 0 192.0.2.1:40000 192.0.2.2:443\nRecv-Q Send-Q Local Address:Port\n"
                + "0 0 192.0.2.1:40000 192.0.2.2:443\n0 0 192.0.2.1:40001 192.0.2.2:443\n";
        assertThat(sockets(text).connections()).singleElement().satisfies(each -> {
            assertThat(each.timeWait()).isEqualTo(ports(40_000));
            assertThat(each.untold()).isEqualTo(ports(40_001));
            assertThat(each.open()).isEqualTo(ports());
        });
    }

    @Test
    void takesAStateInAnotherLanguageForUnknown() throws IOException {
        assertThat(sockets(SocketListingTest.listing("netstat-an-windows-german"))
                        .states())
                .containsOnlyKeys(LISTEN, UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "ESTAB 0 0 192.0.2.1:40000 192.0.2.2:https, with -n",
        "ESTAB 0 0 192.0.2.1:40000 192.0.2.2:70000, not a port",
        "ESTAB 0 0 192.0.2.1:0 192.0.2.2:443,       not a port",
        "ESTAB 0 0 192.0.2.1 192.0.2.2:443,         no local or no foreign address",
    })
    void reportsAConnectionWhoseEndsCannotBeRead(String line, String message) {
        ParsedSockets parsed = SocketListing.parse(line, "sockets");
        assertThat(parsed.sockets().connections()).isEmpty();
        assertThat(parsed.sockets().states()).containsOnlyKeys(ESTABLISHED);
        assertThat(parsed.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains(message));
    }

    @Test
    void countsAHundredThousandConnectionsOfFewDestinations() {
        String text = IntStream.range(0, 100_000)
                .mapToObj(i -> "TIME-WAIT 0 0 192.0.2.1:" + (i % 50_000 + 10_000) + " 10.0.5." + i / 50_000 + ":443")
                .collect(joining("\n"));
        assertThat(sockets(text).connections())
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.timeWait().size()).isEqualTo(50_000));
    }

    @Test
    void keepsTheFirstDestinationsAndCountsTheOthers() {
        int most = ConnectionTally.MOST_DESTINATIONS;
        String text = IntStream.range(0, most + 7)
                .mapToObj(i ->
                        "ESTAB 0 0 192.0.2.1:40000 10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + ":443")
                .collect(joining("\n"));
        ParsedSockets parsed = SocketListing.parse(text, "sockets");
        assertThat(parsed.sockets().connections()).hasSize(most);
        assertThat(parsed.sockets().connectionsLeftOut()).isEqualTo(7);
        assertThat(parsed.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).startsWith("7 connections are not counted"));
    }

    /** As netstat of FreeBSD prints it, listeners last. */
    @Test
    void whatAListenerAcceptedTakesNoDestinationsPlace() {
        String inbound = IntStream.range(0, ConnectionTally.MOST_DESTINATIONS)
                .mapToObj(
                        i -> "tcp4 0 0 192.0.2.1.443 10." + (i >> 8 & 255) + "." + (i & 255) + ".9.40000 ESTABLISHED\n")
                .collect(joining());
        String outbound = "tcp4 0 0 192.0.2.1.40000 10.9.9.9.80 ESTABLISHED\n";
        ParsedSockets parsed = SocketListing.parse(inbound + outbound + "tcp4 0 0 *.443 *.* LISTEN\n", "sockets");
        assertThat(parsed.sockets().connections())
                .containsExactly(connections(
                        "192.0.2.1", "10.9.9.9", 80, ports(40_000), ports(), ConnectionTally.MOST_DESTINATIONS + 1));
        assertThat(parsed.sockets().connectionsLeftOut()).isZero();
        assertThat(parsed.sockets().states()).containsEntry(ESTABLISHED, ConnectionTally.MOST_DESTINATIONS + 1);
        assertThat(parsed.diagnostics()).isEmpty();
    }

    private static Sockets sockets(String text) {
        return SocketListing.parse(text, "sockets").sockets();
    }

    private static Connections connections(
            String source, String host, int port, LocalPorts open, LocalPorts timeWait, int line) {
        return new Connections(
                source,
                new Destination(host, port, "tcp"),
                open,
                timeWait,
                ports(),
                false,
                SourceLocation.of("sockets", line));
    }

    private static LocalPorts ports(int... ports) {
        return LocalPorts.of(ports);
    }
}
