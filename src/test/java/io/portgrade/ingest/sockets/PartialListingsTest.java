package io.portgrade.ingest.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a listing of sockets cuts, leaves out or puts before it. */
class PartialListingsTest {

    private static final String ESTABLISHED = "ESTAB 0 0 192.0.2.1:40000 192.0.2.2:443";

    /** As net-tools 2.10 prints three connections, of which the addresses of two are cut. */
    @Test
    void saysThatNetstatCutsAddresses() {
        String listing = """
                tcp6       0      0 2001:db8:1111:222:38448 2001:db8:1111:2222:5432 ESTABLISHED
                tcp6       0      0 2001:db8:aaaa:bb::55578 2001:db8:aaaa:bb:::5432 ESTABLISHED
                tcp6       0      0 2001:db8::10:45396      2001:db8::10:443        ESTABLISHED
                """;

        assertThat(SocketListing.parse(listing, "sockets").diagnostics())
                .containsExactly(new Diagnostic(
                        "sockets",
                        null,
                        "netstat cuts long IPv6 addresses, as it may have done in 2 lines: destinations that"
                                + " differ may be counted as one; send what ss -tan prints, or netstat -anW"));
        assertThat(SocketListing.parse("ESTAB 0 0 [2001:db8:aaaa::1]:22222 [2001:db8:aaaa::1]:22", "sockets")
                        .diagnostics())
                .isEmpty();
    }

    /** The first two as macOS 14 prints them, the last as FreeBSD 14 does. */
    @ParameterizedTest
    @CsvSource({
        "tcp6 0 0 2001:db8:8d2:3f1.49200 2001:db8:4700::6.443 ESTABLISHED, true",
        "tcp6 0 0 2001:db8::10.49200 2001:db8:4700:::.443 TIME_WAIT,       true",
        "tcp6 0 0 2001:db8::10.49200 2001:db8::11.443 ESTABLISHED,         false",
        "tcp4 0 0 192.168.100.100.49200 192.168.100.101.443 ESTABLISHED,   false",
        "tcp6 0 0 fe80::1%lo0.49200 fe80::1%lo0.8080 ESTABLISHED,          false",
        "tcp6 0 0 ::ffff:192.0.2.1.443 2001:db8::11.40000 ESTABLISHED,     true",
    })
    void marksConnectionsWhoseAddressesBsdMayHaveCut(String line, boolean cut) {
        ParsedSockets parsed = SocketListing.parse(line, "sockets");
        assertThat(parsed.sockets().connections())
                .singleElement()
                .satisfies(each -> assertThat(each.cut()).isEqualTo(cut));
        assertThat(parsed.diagnostics()).hasSize(cut ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "E                                     | true",
                "LISTEN 0 128 *:22 *:*                 | false",
                "E; TIME-WAIT 0 0 192.0.2.1:40002 192.0.2.2:443 | false",
                "LISTEN 0 128 *:22 *:*; E              | false",
                "$ ss -ltn; LISTEN 0 128 *:22 *:*; $ ss -tn; E | true",
                "State Recv-Q Send-Q; LISTEN 0 128 *:22 *:*; State Recv-Q Send-Q; E | true",
                "$ ss -tan; LISTEN 0 128 *:22 *:*; E; $ ss -tn; E | false",
                "tcp 0 0 192.0.2.1:40000 192.0.2.2:443 ESTABLISHED | false",
                "TCP 192.0.2.1:40000 192.0.2.2:443 ESTABLISHED | false",
                "Recv-Q Send-Q Local; 0 0 192.0.2.1:40000 192.0.2.2:443 | true",
                "tcp E                                 | true",
            })
    void tellsWhetherSsLeftTimeWaitOut(String lines, boolean leftOut) {
        String text = lines.replace("E;", ESTABLISHED + ";")
                .replaceFirst("\\bE$", ESTABLISHED)
                .replace("; ", "\n");
        assertThat(SocketListing.parse(text, "sockets").sockets().leaveTimeWaitOut())
                .isEqualTo(leftOut);
    }

    /** As iproute2 6.1 prints it. */
    @Test
    void passesOverTheSummaryThatSsPrintsBefore() {
        String summary = """
                Total: 188
                TCP:   120 (estab 85, closed 20, orphaned 0, timewait 20)

                Transport Total     IP        IPv6
                RAW	  0         0         0
                UDP	  5         3         2
                TCP	  100       96        4
                INET	  105       99        6
                FRAG	  0         0         0

                """;
        String listing = "State Recv-Q Send-Q\nLISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n" + ESTABLISHED + "\n";

        ParsedSockets beside = SocketListing.parse(summary + listing, "sockets");
        assertThat(beside.diagnostics()).isEmpty();
        assertThat(beside.sockets())
                .isEqualTo(SocketListing.parse("\n".repeat(10) + listing, "sockets")
                        .sockets());

        ParsedSockets alone = SocketListing.parse(summary, "sockets");
        assertThat(alone.recognisedLines()).isZero();
        assertThat(alone.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("no TCP socket is listed: send what ss -tan or netstat -an prints");
    }
}
