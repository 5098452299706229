package io.portgrade.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the packaged jar as a service and sends what no client library would. */
class ServiceIT {

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^ ]*:(\\d+)");

    private static Process service;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader out = service.inputReader();
        for (String line = out.readLine(); line != null && port == 0; line = out.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            port = listening.find() ? Integer.parseInt(listening.group(1)) : 0;
        }
        assertThat(port).isPositive();
    }

    @AfterAll
    static void stop() {
        service.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/v1/rules<", "/v1/rules?policy=%zz", "/\\", "/%"})
    void anAddressThatIsNoneIsAProblemToo(String address) throws IOException {
        assertThat(answer("GET " + address + " HTTP/1.1", "Accept: */*"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"urn:portgrade:problem:malformed-request\"", "RFC 3986");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/\\", "/%"})
    void aPersonReadsThatAnAddressIsNone(String address) throws IOException {
        assertThat(answer("GET " + address + " HTTP/1.1", "Accept: text/html"))
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: text/html")
                .contains("RFC 3986");
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 30_000})
    void anAddressThatIsTooLongIsNotToldBack(int length) throws IOException {
        assertThat(answer("GET /" + "a".repeat(length) + " HTTP/1.1", "Accept: */*"))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"type\":\"urn:portgrade:problem:uri-too-long\"", "8192")
                .doesNotContain("aaaaaaaa");
    }

    private static String answer(String request, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String all = request + "\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(all.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
