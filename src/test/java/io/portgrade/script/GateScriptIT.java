package io.portgrade.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class GateScriptIT {

    private static final Path SCRIPT = Path.of("scripts/portgrade-gate.sh").toAbsolutePath();

    @TestHTTPResource("")
    URI base;

    @TempDir
    Path folder;

    private Path bad;
    private Path good;

    static Stream<Shell> shells() {
        return Shell.all();
    }

    @BeforeEach
    void writeFiles() throws IOException {
        bad = file("bad; \"host\".txt", "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_reuse = 1\n");
        good = file("good.txt", "net.ipv4.tcp_timestamps = 1\nnet.ipv4.tcp_tw_reuse = 1\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void passesAndFails(Shell shell) {
        assertThat(gate(shell, "--sysctl", good, "--min-grade", "B").exitCode()).isZero();
        Shell.Result failed = gate(shell, "--sysctl", bad, "--min-grade", "B");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("reuse/without-timestamps");
        assertThat(failed.err()).isEqualTo("portgrade-gate: grade C, the gate failed\n");
        assertThat(gate(shell, "--sysctl", bad, "--fail-on", "critical").exitCode())
                .isZero();
        assertThat(gate(shell, "--sysctl", bad, "--fail-on", "high").exitCode()).isEqualTo(1);
        assertThat(gate(shell, "--sysctl", bad).exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void findingsPointIntoTheFilesThatWereGiven(Shell shell) throws IOException {
        Path confs = Files.createDirectory(folder.resolve("sysctl.d"));
        Files.writeString(confs.resolve("10-a b.conf"), "net.ipv4.tcp_tw_reuse = 1\n");
        Files.writeString(confs.resolve("20-*.conf"), "# off\nnet.ipv4.tcp_timestamps = 0\n");
        Shell.Result result = gate(shell, "--sysctl-dir", confs, "--format", "json", "--fail-on", "high");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("sysctl.d/10-a b.conf\",\"line\":1", "sysctl.d/20-*.conf\",\"line\":2");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aBaselineIsSilentOnOldFindings(Shell shell) throws IOException {
        Path report = folder.resolve("baseline.json");
        assertThat(gate(shell, "--sysctl", bad, "--format", "json", "--output", report)
                        .exitCode())
                .isZero();
        assertThat(gate(shell, "--sysctl", bad, "--min-grade", "A", "--baseline", report)
                        .exitCode())
                .isZero();
        Path worse = file("bad; \"host\".txt", Files.readString(bad) + "net.ipv4.tcp_fin_timeout = 90\n");
        Shell.Result result = gate(shell, "--sysctl", worse, "--baseline", report, "--format", "json");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("new: medium fin-timeout/too-long").doesNotContain("new: high");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void badInputIsTwo(Shell shell) throws IOException {
        assertThat(gate(shell))
                .matches(result -> result.exitCode() == 2 && result.err().contains("nothing to audit"));
        assertThat(gate(shell, "--sysctl", "/nowhere").err()).contains("there is no file /nowhere");
        assertThat(gate(shell, "--sysctl", "/nowhere").exitCode()).isEqualTo(2);
        assertThat(gate(shell, "--sysctl", folder))
                .matches(result -> result.exitCode() == 2 && result.err().contains(folder + " is a folder: "));
        assertThat(gate(shell, "--sysctl", good, "--output", "/nowhere/report"))
                .isEqualTo(new Shell.Result(2, "", "portgrade-gate: /nowhere/report cannot be written\n"));
        assertThat(gate(shell, "--sysctl-dir", Files.createDirectory(folder.resolve("empty")))
                        .exitCode())
                .isEqualTo(2);
        assertThat(gate(shell, "--sysctl").exitCode()).isEqualTo(2);
        assertThat(gate(shell, "--sysctl", good, "--frobnicate").exitCode()).isEqualTo(2);
        Shell.Result grade = gate(shell, "--sysctl", good, "--min-grade", "Z&policy=x");
        assertThat(grade.exitCode()).isEqualTo(2);
        assertThat(grade.err()).contains("Z&policy=x", "A+, A, B, C, D, F");
        Shell.Result policy = gate(shell, "--sysctl", good, "--policy", "nope");
        assertThat(policy.exitCode()).isEqualTo(2);
        assertThat(policy.err()).contains("db-client, default");
        assertThat(gate(shell, "--sysctl", file("prose", "Dear Sir or Madam\n")).exitCode())
                .isEqualTo(2);
        assertThat(gate(shell, "--sysctl", good, "--baseline", good).exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void eachThingThatIsWrongIsNamed(Shell shell) throws IOException {
        Path confs = Files.createDirectory(folder.resolve("comments.d"));
        Path comments = Files.writeString(confs.resolve("99-\"sysctl\".conf"), "# nothing\n; is set\n");
        Shell.Result result = gate(shell, "--sysctl-dir", confs);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines())
                .hasSize(2)
                .first(STRING)
                .startsWith("portgrade-gate: what was sent states nothing: send the output of sysctl -a");
        assertThat(result.err().lines()).last(STRING).startsWith("  " + comments + ": states nothing");

        assertThat(gate(shell, "--sysctl-dir", confs, "--sysctl", good).exitCode())
                .isZero();
        Path pools = file("pools.json", """
                [{"name": "a", "instances": 0, "destination": {"host": "db", "port": 0}},
                 {"name": "b", "destination": {"host": "db", "port": 0}}]""");
        assertThat(gate(shell, "--sysctl", good, "--pools", pools).err())
                .startsWith("portgrade-gate: --pools " + pools + ": /0/instances must be 1 to ")
                .contains("\n  --pools " + pools + ": /1/destination/port: must be 1 to 65535\n");
        assertThat(gate(shell, "--sysctl", good, "--baseline", pools).err())
                .startsWith("portgrade-gate: --baseline " + pools + ": expected an object");
        assertThat(gate(shell, "--sysctl", good, "--os", "beos").err())
                .startsWith("portgrade-gate: --os \"beos\" is not");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void manyErrorsAreCutAndHarmless(Shell shell) throws IOException {
        String errors = IntStream.range(0, 12)
                .mapToObj(
                        "{\"source\":\"f%d\",\"line\":7,\"message\":\"\\u001b[31m \\\"},{\\\" \\\\ \u001b[31m\"}"
                                ::formatted)
                .collect(Collectors.joining(","));
        String problem = "{\"detail\":\"no \\\"errors\\\":[]\",\"errors\":[" + errors + "]}";
        Shell.Result result =
                answering(422, "application/problem+json", problem, shell, List.of("--sysctl", good.toString()));
        assertThat(result.err().lines())
                .hasSize(12)
                .contains("portgrade-gate: no \"errors\":[]", "  f9:7: \\u001b[31m \"},{\" \\ [31m")
                .endsWith("  and more");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFolderWithoutFilesIsNoObstacleWhenThereIsMore(Shell shell) throws IOException {
        Path none = Files.createDirectory(folder.resolve("none.d"));
        Shell.Result alone = gate(shell, "--sysctl-dir", none);
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err())
                .contains("no *.conf file in " + none, "sysctl -a | ")
                .contains("--sysctl - --sysctl-dir " + none);
        Shell.Result more = gate(shell, "--sysctl-dir", none, "--sysctl", good, "--min-grade", "B");
        assertThat(more.exitCode()).isZero();
        assertThat(more.err()).contains("no *.conf file in " + none);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void noAnswerIsThree(Shell shell) throws IOException {
        List<String> arguments = List.of("--sysctl", good.toString(), "--min-grade", "B");
        assertThat(against("http://127.0.0.1:1", shell, arguments).exitCode()).isEqualTo(3);
        assertThat(answering(200, "text/html", "<h1>Welcome</h1>", shell, arguments))
                .satisfies(result -> {
                    assertThat(result.exitCode()).isEqualTo(3);
                    assertThat(result.out()).isEmpty();
                    assertThat(result.err()).contains("is it a Portgrade server?");
                });
        assertThat(answering(404, "text/html", "<h1>Sorry</h1>", shell, arguments)
                        .exitCode())
                .isEqualTo(3);
        assertThat(answering(302, "text/html", "", shell, arguments).err()).contains("check the URL");
        assertThat(answering(401, "application/problem+json", "{}", shell, arguments)
                        .err())
                .contains("PORTGRADE_TOKEN");
        assertThat(answering(503, "text/html", "", shell, arguments).exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theTokenIsSent(Shell shell) throws IOException {
        List<String> seen = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            shell.run(SCRIPT, Map.of("PORTGRADE_TOKEN", "s3cret"), "--url", url, "--sysctl", good.toString());
        } finally {
            server.stop(0);
        }
        assertThat(seen).containsExactly("Bearer s3cret");
    }

    private Shell.Result answering(int status, String type, String body, Shell shell, List<String> arguments)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return against("http://127.0.0.1:" + server.getAddress().getPort(), shell, arguments);
        } finally {
            server.stop(0);
        }
    }

    private Shell.Result gate(Shell shell, Object... arguments) {
        return against(
                base.toString(),
                shell,
                Stream.of(arguments).map(Object::toString).toList());
    }

    private Shell.Result against(String url, Shell shell, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--url", url));
        all.addAll(arguments);
        return shell.run(SCRIPT, all.toArray(String[]::new));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
