package io.portgrade.ingest.sockets;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketListingTest {

    private static final List<String> SS_LISTENERS = List.of(
            "192.0.2.10 45000",
            "127.0.0.53%lo 53",
            "0.0.0.0 22",
            "0.0.0.0 80",
            "127.0.0.54 53",
            "192.0.2.10 9090",
            "127.0.0.1 5432",
            "fe80::1%eth0 546",
            "* 443",
            ":: 22",
            "::1 5005",
            "* 8080",
            "::1 5432");

    // netstat leaves the interface out and shows the wildcard of both families as ::
    private static final List<String> NETSTAT_LISTENERS = List.of(
            "192.0.2.10 45000",
            "127.0.0.53 53",
            "0.0.0.0 22",
            "0.0.0.0 80",
            "127.0.0.54 53",
            "192.0.2.10 9090",
            "127.0.0.1 5432",
            "fe80::1 546",
            ":: 443",
            ":: 22",
            "::1 5005",
            ":: 8080",
            "::1 5432");

    static Stream<Arguments> listings() {
        return Stream.of(
                arguments("ss-tan", 30, SS_LISTENERS),
                arguments("ss-ltn", 14, SS_LISTENERS),
                arguments("ss-H-ltn", 13, SS_LISTENERS),
                arguments("ss-tlnp", 14, SS_LISTENERS),
                arguments("ss-tlnp-terminal", 14, SS_LISTENERS),
                arguments("ss-tlnp-wrapped", 14, SS_LISTENERS),
                arguments("ss-tuan", 33, SS_LISTENERS),
                arguments("ss-ltun", 17, SS_LISTENERS),
                arguments("ss-an", 43, SS_LISTENERS),
                arguments("ss-peaonmi", 16, List.of("127.0.0.1 5432", "::1 8080")),
                arguments("netstat-an-linux", 37, NETSTAT_LISTENERS),
                arguments("netstat-tlnp-linux", 15, NETSTAT_LISTENERS),
                arguments("netstat-an-busybox", 37, NETSTAT_LISTENERS),
                arguments(
                        "netstat-an-freebsd",
                        17,
                        List.of("127.0.0.1 25", "* 22", "::1 8080", "fe80::1%lo0 53", "* 9090")),
                arguments(
                        "netstat-an-macos",
                        24,
                        List.of("127.0.0.1 631", "::1 631", "* 7000", "* 22", "fe80::1%lo0 8021")),
                arguments(
                        "netstat-ano-windows",
                        13,
                        List.of(
                                "0.0.0.0 135",
                                "0.0.0.0 445",
                                "0.0.0.0 49664",
                                "192.0.2.40 139",
                                ":: 135",
                                ":: 445",
                                "fe80::1c2d:3e4f:5a6b:7c8d%12 1900")),
                arguments("netstat-an-windows-german", 7, List.of("0.0.0.0 135", "0.0.0.0 49664", ":: 445")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("listings")
    void readsTheListenersOfAListing(String file, int recognisedLines, List<String> listeners) throws IOException {
        ParsedSockets parsed = SocketListing.parse(listing(file), "sockets");
        assertThat(parsed.sockets().listeners())
                .extracting(SocketListingTest::text)
                .isEqualTo(listeners);
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.recognisedLines()).isEqualTo(recognisedLines);
    }

    @Test
    void namesTheLineOfAListener() throws IOException {
        assertThat(SocketListing.parse(listing("netstat-ano-windows"), "sockets")
                        .sockets()
                        .listeners())
                .contains(new Listener("192.0.2.40", 139, SourceLocation.of("sockets", 8)));
    }

    @Test
    void reportsEveryPortThatIsGivenByName() throws IOException {
        ParsedSockets parsed = SocketListing.parse(listing("ss-lt"), "sockets");
        assertThat(parsed.sockets().listeners()).extracting(Listener::port).containsExactly(45_000, 9_090, 546, 5_005);
        assertThat(parsed.diagnostics())
                .hasSize(9)
                .allMatch(diagnostic -> diagnostic.message().contains("with -n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$ ss -ltn",
                "root@web-17:~# ss -ltn",
                "[root@web-17 ~]# ",
                "ana@mac ~ % netstat -an",
                "PS C:\\> netstat -ano",
                "ss -ltn",
                "sudo ss -tlnp",
                "State Recv-Q Send-Q Local Address:Port Peer Address:Port",
                "Active Connections",
                "Proto Recv-Q Send-Q Local Address Foreign Address State",
                "Netid State Recv-Q Send-Q",
                "  \t ",
                "",
            })
    void passesOverPromptsAndHeadings(String line) {
        ParsedSockets parsed = SocketListing.parse(line, "sockets");
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.sockets().listeners()).isEmpty();
    }

    @Test
    void passesOverATranslatedTitleOnlyAboveAHeadingOrRow() {
        String title = "Активные подключения\n\n  Имя    Локальный адрес    Внешний адрес    Состояние\n";
        assertThat(SocketListing.parse(title + "  TCP  0.0.0.0:135  0.0.0.0:0  LISTENING\n", "sockets")
                        .diagnostics())
                .isEmpty();
        assertThat(SocketListing.parse(title, "sockets").diagnostics())
                .extracting(Diagnostic::line)
                .containsExactly(1, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`  TCP  0.0.0.0:135  0.0.0.0:0  LISTENING\n  RpcSs\n [svchost.exe]`                       | 0",
                "`LISTEN 0 128 *:22 *:*\n\t cubic rto:204 cwnd:10`                                          | 0",
                "`LISTEN 0 128 *:22 *:*\nusers:((\"sshd\",pid=59,fd=3))`                                    | 0",
                "`LISTEN 0 128 *:22 *:*\ncubic rto:204 cwnd:10`                                             | 1",
                "` cubic rto:204 cwnd:10`                                                                   | 1",
            })
    void passesOverTheDetailsBelowASocket(String text, int diagnostics) {
        assertThat(SocketListing.parse(text, "sockets").diagnostics()).hasSize(diagnostics);
    }

    @Test
    void readsTwoListingsInOneText() throws IOException {
        String text = "$ netstat -an\n" + listing("netstat-an-linux") + "$ ss -ltn\n" + listing("ss-ltn");
        ParsedSockets parsed = SocketListing.parse(text, "sockets");
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.sockets().listeners()).hasSize(17);
    }

    @Test
    void reportsWhatFollowsTheUnixSection() {
        String unix = "Active UNIX domain sockets\nAddress Type Recv-Q Send-Q\nfffff80003a1c800 stream 0 0\n";
        assertThat(SocketListing.parse(unix + "$ ss\nwhat?\n", "sockets").diagnostics())
                .extracting(Diagnostic::line)
                .containsExactly(5);
    }

    @Test
    void keepsTheFirstOfTwoListenersAtOnePlace() {
        String text = "tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN\ntcp 0 0 0.0.0.0:022 0.0.0.0:* LISTEN\n";
        assertThat(SocketListing.parse(text, "sockets").sockets().listeners())
                .containsExactly(new Listener("0.0.0.0", 22, SourceLocation.of("sockets", 1)));
    }

    @Test
    void readsAHundredThousandLines() {
        String text = IntStream.range(0, 100_000)
                .mapToObj(i -> "LISTEN 0 128 192.0.2.1:" + (i % 65_535 + 1) + " 0.0.0.0:* users:((\"app\",pid=1,fd=3))")
                .collect(joining("\n"));
        ParsedSockets parsed = SocketListing.parse(text, "sockets");
        assertThat(parsed.recognisedLines()).isEqualTo(100_000);
        assertThat(parsed.sockets().listeners()).hasSize(65_535);
    }

    static String text(Listener listener) {
        return listener.address() + " " + listener.port();
    }

    static String listing(String file) throws IOException {
        try (InputStream in = SocketListingTest.class.getResourceAsStream("/sockets/" + file + ".txt")) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
