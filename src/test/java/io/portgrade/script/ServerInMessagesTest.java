package io.portgrade.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs of pipelines are read by many: a server is named in messages without the user and password of its URL. */
class ServerInMessagesTest {

    private static final Path GATE = Path.of("scripts/portgrade-gate.sh").toAbsolutePath();
    private static final Path COLLECTOR =
            Path.of("scripts/portgrade-collect.sh").toAbsolutePath();
    private static final String NOT_FOUND = "{\"type\":\"urn:portgrade:problem:not-found\",\"detail\":\"d\"}";

    @TempDir
    Path folder;

    private Path sysctl;
    private FakeServer server;
    private String address;
    private int status;
    private String type;
    private String body;

    static Stream<Shell> shells() {
        return Shell.all();
    }

    @BeforeEach
    void start() throws IOException {
        sysctl = Files.writeString(folder.resolve("sysctl.txt"), "net.ipv4.tcp_tw_reuse = 1\n");
        server = new FakeServer(this::answer);
        address = server.address();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        if (status == 200 && type.equals("text/plain")) {
            exchange.getResponseHeaders().set("Portgrade-Grade", "A");
        }
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theGateDoesNotTellThem(Shell shell) {
        assertNamed(gate(shell, "http://mallory:s3cret@127.0.0.1:1"), "no answer from http://127.0.0.1:1: ");
        answersOf(200, "text/plain", "report", gate(), shell);
        for (int refusal : List.of(302, 401, 404, 413, 501)) {
            answersOf(refusal, "text/html", "<h1>Sorry</h1>", gate(), shell);
        }
        answersOf(200, "text/html", "<h1>Welcome</h1>", gate(), shell);
        answersOf(404, "application/problem+json", NOT_FOUND, gate(), shell);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theCollectorDoesNotTellThem(Shell shell) {
        assertNamed(collect(shell, "https://mallory:s3cret@127.0.0.1:1"), "no answer from https://127.0.0.1:1: ");
        answersOf(200, "text/html", "<h1>Welcome</h1>", collector(), shell);
        for (int refusal : List.of(401, 404, 429)) {
            answersOf(refusal, "text/html", "<h1>Sorry</h1>", collector(), shell);
        }
        answersOf(422, "application/problem+json", "{\"detail\":\"d\"}", collector(), shell);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void norOfAnAddressThatIsNone(Shell shell) {
        for (String url : List.of("mallory:s3cret@host:1", "ftp://mallory:s3cret@host:1", "mallory:a\ns3cret@host:1")) {
            assertNamed(gate(shell, url), ", not host:1");
            assertNamed(collect(shell, url), ", not host:1");
        }
        assertNamed(gate(shell, "http://mallory:s3cret@host:abc"), "no answer from http://host:abc: ");
        assertNamed(collect(shell, "http://mallory:s3@s3cret@host:abc"), "no answer from http://host:abc: ");
    }

    private interface Script {
        Shell.Result run(Shell shell, String url);
    }

    private Script gate() {
        return this::gate;
    }

    private Script collector() {
        return ServerInMessagesTest::collect;
    }

    private void answersOf(int givenStatus, String givenType, String givenBody, Script script, Shell shell) {
        status = givenStatus;
        type = givenType;
        body = givenBody;
        assertNamed(script.run(shell, "http://mallory:s3cret@" + address + "/"), "http://" + address);
    }

    private static void assertNamed(Shell.Result result, String named) {
        assertThat(result.exitCode()).as(result.err()).isNotZero();
        assertThat(result.err()).contains(named).doesNotContain("mallory", "s3cret");
    }

    private Shell.Result gate(Shell shell, String url) {
        return shell.run(GATE, "--url", url, "--sysctl", sysctl.toString(), "--min-grade", "B");
    }

    private static Shell.Result collect(Shell shell, String url) {
        return shell.run(COLLECTOR, "--quiet", "--post", url);
    }
}
