package io.portgrade.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gate does with what it is given and with what it is answered; {@link GateScriptIT} asks the service. */
class GateScriptTest {

    private static final Path SCRIPT = Path.of("scripts/portgrade-gate.sh").toAbsolutePath();
    private static final String PROBLEM = "application/problem+json";
    private static final String REPORT = "the report\n";

    @TempDir
    Path folder;

    private final List<String> bodies = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private FakeServer server;
    private String url;
    private Path sysctl;
    private int status = 200;
    private String type = "text/plain";
    private String grade = "A";
    private String answer = REPORT;

    static Stream<Shell> shells() {
        return Shell.all();
    }

    @BeforeEach
    void start() throws IOException {
        sysctl = Files.writeString(folder.resolve("sysctl.txt"), "net.ipv4.tcp_tw_reuse = 1\n");
        server = new FakeServer(this::answer);
        url = server.url();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Portgrade-Grade", grade);
        exchange.getResponseHeaders().set("Portgrade-Gate", "passed");
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aReportThatCannotBeWrittenIsNoPass(Shell shell) throws IOException {
        for (String nowhere : List.of(">/dev/full", ">&-")) {
            Shell.Result result = redirected(shell, nowhere, "--sysctl", sysctl);
            assertThat(result.err()).isEqualTo("portgrade-gate: standard output cannot be written\n");
            assertThat(result.exitCode()).as(nowhere).isEqualTo(2);
        }
        assertThat(gate(shell, "--sysctl", sysctl, "--output", "/dev/full"))
                .isEqualTo(new Shell.Result(2, "", "portgrade-gate: /dev/full cannot be written\n"));
        assertThat(gate(shell, "--sysctl", sysctl, "--output", folder))
                .isEqualTo(new Shell.Result(2, "", "portgrade-gate: " + folder + " cannot be written\n"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theReportMayGoToAnyStream(Shell shell) throws IOException {
        assertThat(redirected(shell, "2>&1 >/dev/null | cat >&2", "--sysctl", sysctl, "--output", "/dev/stderr")
                        .err())
                .isEqualTo(REPORT + "portgrade-gate: grade A, passed\n");
        assertThat(redirected(shell, "| cat", "--sysctl", sysctl, "--output", "/dev/stdout")
                        .out())
                .isEqualTo(REPORT);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingOnStandardErrorIsACommand(Shell shell) {
        status = 422;
        type = PROBLEM;
        answer = """
                {"detail": "##[error]a", "errors": [{"source": "::error title=b::c", "line": 1, "message": "##[warning]d"},
                 {"source": "\u00a0::error::e", "message": "f"}, {"pointer": "/host/::g", "message": "h"}]}""";
        assertHarmless(gate(shell, "--sysctl", sysctl), "a", ":error title=b::c", ":error::e", "[warning]d", "--::g");
        assertHarmless(gate(shell, "--sysctl", "/nowhere\n \t::error::x\u001b[31m##[error]y"), ":error::x", "[error]y");
    }

    private static void assertHarmless(Shell.Result result, String... told) {
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(told).doesNotContain("##[", "\u001b");
        assertThat(result.err().lines().map(line -> line.replaceFirst("^[\\s\u00a0]+", "")))
                .noneMatch(line -> line.startsWith("::"));
    }

    /** None at all would be without end to curl. */
    @ParameterizedTest
    @MethodSource("shells")
    void aTimeoutIsASecondAtLeast(Shell shell) {
        for (String seconds : List.of("0", "00", "1.5", "-1")) {
            assertThat(gate(shell, "--sysctl", sysctl, "--timeout", seconds))
                    .isEqualTo(new Shell.Result(
                            2,
                            "",
                            "portgrade-gate: --timeout wants whole seconds, 1 at least, not " + seconds
                                    + " (--help lists the options)\n"));
        }
        assertThat(bodies).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aGradeDoesNotActOnATerminal(Shell shell) {
        grade = "A\u001b[31m";
        assertThat(gate(shell, "--sysctl", sysctl).err()).isEqualTo("portgrade-gate: grade A[31m, passed\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aValueMayStandBehindAnEqualsSign(Shell shell) {
        assertThat(gate(shell, "--sosreport=" + sysctl, "--host=a=b --os=c").exitCode())
                .isZero();
        assertThat(bodies.get(0)).contains("name=\"sosreport\"; filename=\"" + sysctl + "\"", "a=b --os=c");
        assertThat(gate(shell, "--sysctl=").err()).startsWith("portgrade-gate: --sysctl needs a value");
        assertThat(gate(shell, "--sysctl", sysctl, "--host=").err()).startsWith("portgrade-gate: --host needs a value");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatTakesOneValueTakesNoSecond(Shell shell) {
        String single =
                "--url --sysctl --pools --sockets --limits --sosreport --host --os --kernel --min-grade --fail-on"
                        + " --baseline --policy --format --output --timeout";
        for (String option : single.split(" ")) {
            String value = option.equals("--url") ? url : sysctl.toString();
            Shell.Result result = shell.run(SCRIPT, option, value, option, value);
            assertThat(result.err()).startsWith("portgrade-gate: " + option + " should be specified only once");
            assertThat(result.exitCode()).as(option).isEqualTo(2);
        }
        assertThat(gate(shell, "--file", sysctl, "--file", sysctl, "--firewall", sysctl, "--firewall", sysctl)
                        .exitCode())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatStandsInTheWayIsNamed(Shell shell) {
        status = 413;
        type = "text/html";
        assertRefused(gate(shell, "--sysctl", sysctl), 3, "a proxy at " + url);
        status = 429;
        assertRefused(gate(shell, "--sysctl", sysctl), 3, url + " answered with status 429: try again later");
        status = 405;
        type = PROBLEM;
        answer = "{\"type\":\"urn:portgrade:problem:method-not-allowed\",\"detail\":\"POST is not known here\"}";
        assertRefused(gate(shell, "--sysctl", sysctl), 3, "knows no " + url + "/v1/audits: give its address in --url");
        status = 404;
        answer = answer.replace("method-not-allowed", "not-found");
        assertRefused(gate(shell, "--sysctl", sysctl), 3, "knows no " + url);
        answer = answer.replace("not-found", "unknown-policy").replace("POST", "policy a");
        assertRefused(gate(shell, "--sysctl", sysctl), 2, "portgrade-gate: policy a is not known here");
    }

    private static void assertRefused(Shell.Result result, int exitCode, String told) {
        assertThat(result.err()).contains(told);
        assertThat(result.exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theTokenIsSentAsItIs(Shell shell) {
        for (String token : List.of("a\"b\\c", "s3cret\n", "s3cret\r\n", "\n")) {
            assertThat(withEnvironment(shell, Map.of("PORTGRADE_TOKEN", token)).exitCode())
                    .isZero();
        }
        assertThat(tokens).containsExactly("Bearer a\"b\\c", "Bearer s3cret", "Bearer s3cret", null);
        assertRefused(
                withEnvironment(shell, Map.of("PORTGRADE_TOKEN", "a\nb")), 2, "PORTGRADE_TOKEN holds a line break");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatCanBeReadOnceOrHasNoLengthIsSent(Shell shell) throws IOException, InterruptedException {
        redirected(shell, "<" + sysctl, "--sysctl", "/dev/stdin");
        redirected(shell, "<" + sysctl, "--sysctl", "-");
        redirected(shell, "5<" + sysctl, "--firewall", "/dev/fd/5", "--file", sysctl);
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        redirected(shell, "& cat " + sysctl + " >" + fifo + "; wait", "--firewall", fifo);
        assertThat(bodies).hasSize(4).allMatch(body -> body.contains("net.ipv4.tcp_tw_reuse = 1"));
        assertThat(bodies.get(0)).contains("filename=\"/dev/stdin\"");
        gate(shell, "--limits", "/proc/self/limits");
        assertThat(bodies.get(4)).contains("Max open files", "filename=\"/proc/self/limits\"");

        assertRefused(redirected(shell, "<&-", "--sysctl", "-"), 2, "standard input cannot be read");
        assertRefused(gate(shell, "--sysctl", "/dev/zero"), 2, "/dev/zero is longer than 64 MiB: send what");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theRootIsAFolder(Shell shell) {
        assertThat(gate(shell, "--sysctl-dir", "/", "--sysctl", sysctl).err()).doesNotContain("there is no folder");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingOfTheUsersActsOnCurl(Shell shell) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("a b;c,\"d\""));
        Files.writeString(folder.resolve(".curlrc"), "header = \"Authorization: of the user\"\nuser-agent = x\n");
        Shell.Result result = withEnvironment(
                shell, Map.of("TMPDIR", temporary.toString(), "HOME", folder.toString(), "CURL_HOME", ""), "-");
        assertThat(result.err()).isEqualTo("portgrade-gate: grade A, passed\n");
        assertThat(tokens).containsOnlyNulls();
        assertThat(temporary).isEmptyDirectory();
    }

    private Shell.Result gate(Shell shell, Object... arguments) {
        return shell.run(SCRIPT, all(arguments).toArray(String[]::new));
    }

    private Shell.Result withEnvironment(Shell shell, Map<String, String> environment) {
        return withEnvironment(shell, environment, sysctl.toString());
    }

    private Shell.Result withEnvironment(Shell shell, Map<String, String> environment, String source) {
        return shell.run(SCRIPT, environment, "--url", url, "--sysctl", source);
    }

    /** With what a user's shell says behind the command. */
    private Shell.Result redirected(Shell shell, String redirection, Object... arguments) throws IOException {
        String command = String.join(" ", shell.command()) + " " + SCRIPT + " \"$@\" " + redirection + "\n";
        Path script = Files.writeString(folder.resolve("user.sh"), command);
        return shell.run(script, all(arguments).toArray(String[]::new));
    }

    private List<String> all(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("--url", url));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        return all;
    }
}
