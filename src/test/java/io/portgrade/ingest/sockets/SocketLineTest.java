package io.portgrade.ingest.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line at a time, as one tool or another prints it. */
class SocketLineTest {

    @ParameterizedTest
    @CsvSource({
        "LISTEN 0 128 0.0.0.0:22 0.0.0.0:*,                              0.0.0.0 22",
        "LISTEN 0 128 *:8080 *:*,                                        * 8080",
        "LISTEN 0 128 :::8080 :::*,                                      :: 8080",
        "LISTEN 0 128 [::1]:5005 [::]:*,                                 ::1 5005",
        "LISTEN 0 128 0.0.0.0%lo:53 0.0.0.0:*,                           0.0.0.0%lo 53",
        "LISTEN 0 128 *%eth0.100:67 *:*,                                 *%eth0.100 67",
        "LISTEN 0 128 [fe80::1]%eth0:546 [::]:*,                         fe80::1%eth0 546",
        "LISTEN 0 128 [fe80::1%eth0]:546 [::]:*,                         fe80::1%eth0 546",
        "LISTEN 0 128 [::ffff:127.0.0.1]:8080 *:*,                       ::ffff:127.0.0.1 8080",
        "LISTEN 0 128 192.0.2.1:65535 0.0.0.0:* users:((\"php w\")),     192.0.2.1 65535",
        "tcp LISTEN 0 128 0.0.0.0:1 0.0.0.0:*,                           0.0.0.0 1",
        "0 128 0.0.0.0:22 0.0.0.0:*,                                     0.0.0.0 22",
        "tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 59/sshd,                    0.0.0.0 22",
        "tcp6 0 0 fe80::1%eth0:546 :::* LISTEN,                          fe80::1%eth0 546",
        "tcp 0 0 0.0.0.0:22 0.0.0.0:* ESCUCHAR,                          0.0.0.0 22",
        "tcp4 0 0 127.0.0.1.631 *.* LISTEN,                              127.0.0.1 631",
        "tcp6 0 0 ::1.8080 *.* LISTEN,                                   ::1 8080",
        "tcp46 0 0 ::ffff:127.0.0.1.80 *.* LISTEN 131072 131072 501,     ::ffff:127.0.0.1 80",
        "tcp6 0 0 fe80::1%vlan0.100.53 *.* LISTEN,                       fe80::1%vlan0.100 53",
        "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 948,                        0.0.0.0 135",
        "TCP [::]:445 [::]:0 ABHÖREN,                                    :: 445",
    })
    void readsAListener(String line, String listener) {
        ParsedSockets parsed = SocketListing.parse(line, "sockets");
        assertThat(parsed.sockets().listeners())
                .extracting(SocketListingTest::text)
                .containsExactly(listener);
        assertThat(parsed.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ESTAB 0 0 192.0.2.10:40000 192.0.2.11:443",
                "TIME-WAIT 0 0 192.0.2.10:43848 192.0.2.10:9090",
                "0 0 192.0.2.10:40000 192.0.2.11:443",
                "tcp4 0 0 *.8080 *.* CLOSED",
                "tcp 0 0 192.0.2.10:40000 192.0.2.11:443 VERBUNDEN",
                "TCP 0.0.0.0:50000 0.0.0.0:0 BOUND 3012",
            })
    void recognisesASocketThatDoesNotListen(String line) {
        ParsedSockets parsed = SocketListing.parse(line, "sockets");
        assertThat(parsed.sockets().listeners()).isEmpty();
        assertThat(parsed.diagnostics()).isEmpty();
        assertThat(parsed.recognisedLines()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNCONN 0 0 0.0.0.0:68 0.0.0.0:*",
                "udp UNCONN 0 0 0.0.0.0:68 0.0.0.0:*",
                "mptcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:*",
                "u_str LISTEN 0 1 @app/control 37390 * 0",
                "udp 0 0 0.0.0.0:68 0.0.0.0:*",
                "UDP 0.0.0.0:500 *:* 3012"
            })
    void socketsOfOtherProtocolsAloneTellNothingOfTcp(String line) {
        ParsedSockets alone = SocketListing.parse(line, "sockets");
        assertThat(alone.recognisedLines()).isZero();
        assertThat(alone.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("no TCP socket is listed: send what ss -tan or netstat -an prints");

        ParsedSockets beside = SocketListing.parse(line + "\nESTAB 0 0 192.0.2.10:40000 192.0.2.11:443", "sockets");
        assertThat(beside.sockets().listeners()).isEmpty();
        assertThat(beside.diagnostics()).isEmpty();
        assertThat(beside.recognisedLines()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LISTEN 0 128 *:ssh *:*                        | with -n",
                "tcp4 0 0 *.ssh *.* LISTEN                     | with -n",
                "TCP web-17:epmap web-17:0 LISTENING           | with -n",
                "LISTEN 0 128 *:0 *:*                          | not a port",
                "LISTEN 0 128 *:65536 *:*                      | not a port",
                "LISTEN 0 128 *:99999999999999999999 *:*       | not a port",
                "LISTEN 0 128 *:* *:*                          | not a port",
                "LISTEN 0 128 *:22x *:*                        | not a port",
                "LISTEN 0 128 127.0.0.1 0.0.0.0:*              | no local address",
                "LISTEN 0 128 [::1:22 [::]:*                   | no local address",
                "LISTEN 0 128 ::1]:22 [::]:*                   | no local address",
                "LISTEN 0 128 :22 *:*                          | no local address",
                "LISTEN 0 128 0.0.0.0: *:*                     | no local address",
                "LISTEN 0 128 0.0.0.0:80                       | cut short",
                "LISTEN zero 128 0.0.0.0:80 0.0.0.0:*          | cut short",
                "tcp 0 0 0.0.0.0:80                            | cut short",
                "tcp 0 0 0.0.0.0:80 0.0.0.0:*                  | cut short",
                "TCP 0.0.0.0:80 0.0.0.0:0                      | cut short",
                "TCP                                           | cut short",
                "bash: ss: command not found                   | not a line of",
                "cannot open /proc/net/tcp6                    | not a line of",
            })
    void reportsALineThatCannotBeRead(String line, String message) {
        ParsedSockets parsed = SocketListing.parse("\n" + line + "\n", "sockets");
        assertThat(parsed.sockets().listeners()).isEmpty();
        assertThat(parsed.recognisedLines()).isZero();
        assertThat(parsed.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.source()).isEqualTo("sockets");
            assertThat(diagnostic.line()).isEqualTo(2);
            assertThat(diagnostic.message()).contains(message).endsWith(": \"" + line + "\"");
        });
    }

    @Test
    void toleratesMarkOfByteOrderAndNoBreakSpaces() {
        String text = "\uFEFFLISTEN\u00A00\u00A0128\t*:22\t*:*\r";
        assertThat(SocketListing.parse(text, "sockets").sockets().listeners()).hasSize(1);
    }
}
