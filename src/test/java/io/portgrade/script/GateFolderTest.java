package io.portgrade.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gate takes of a folder: what cannot be read there is no pass, nor left out without a word. */
class GateFolderTest {

    private static final Path SCRIPT = Path.of("scripts/portgrade-gate.sh").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<String> bodies = new ArrayList<>();
    private FakeServer server;
    private Path dir;
    private Path sysctl;

    static Stream<Shell> shells() {
        return Shell.all();
    }

    @BeforeEach
    void start() throws IOException {
        allow(folder, "rwxr-xr-x");
        dir = Files.createDirectory(folder.resolve("sd"));
        sysctl = Files.writeString(folder.resolve("sysctl.txt"), "net.ipv4.tcp_tw_reuse = 1\n");
        allow(sysctl, "rw-r--r--");
        server = new FakeServer(this::answer);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        allow(dir, "rwxr-xr-x");
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes()));
        exchange.getResponseHeaders().set("Portgrade-Grade", "A");
        exchange.getResponseHeaders().set("Portgrade-Gate", "passed");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatMayNotBeReadIsNoPass(Shell shell) throws IOException {
        Files.writeString(dir.resolve("50-a.conf"), "net.ipv4.tcp_fin_timeout = 90\n");
        for (String permissions : List.of("---------", "r--r--r--", "--x--x--x")) {
            allow(dir, permissions);
            for (String option : List.of("--sysctl-dir", "--firewall")) {
                Shell.Result result = gate(shell, option, dir, "--sysctl", sysctl);
                assertThat(result.err()).startsWith("portgrade-gate: there is no folder " + dir + " that can be read");
                assertThat(result.exitCode()).as(permissions).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLinkToNothingIsNoPass(Shell shell) throws IOException {
        allow(dir, "rwxr-xr-x");
        Files.createSymbolicLink(dir.resolve("60-local.conf"), Path.of("gone.conf"));
        for (String option : List.of("--sysctl-dir", "--firewall")) {
            Shell.Result result = gate(shell, option, dir, "--sysctl", sysctl);
            assertThat(result.err())
                    .startsWith("portgrade-gate: " + dir + "/60-local.conf is a link to nothing that can be read");
            assertThat(result.exitCode()).isEqualTo(2);
        }
        Files.delete(dir.resolve("60-local.conf"));
        Files.createSymbolicLink(dir.resolve(".#60-local.conf"), Path.of("me@host.1"));
        assertThat(gate(shell, "--sysctl-dir", dir, "--sysctl", sysctl).exitCode())
                .isZero();
    }

    /** So a file of the same name in a folder that counts less is switched off. */
    @ParameterizedTest
    @MethodSource("shells")
    void aLinkToTheNullDeviceIsAnEmptyFile(Shell shell) throws IOException {
        allow(dir, "rwxr-xr-x");
        Files.createSymbolicLink(dir.resolve("50-a.conf"), Path.of("/dev/null"));
        Shell.Result result = gate(shell, "--sysctl-dir", dir, "--sysctl", sysctl);
        assertThat(result.err()).isEqualTo("portgrade-gate: grade A, passed\n");
        assertThat(bodies).singleElement().asString().contains("filename=\"" + dir + "/50-a.conf\"");
    }

    private static void allow(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** By a user who is not root, and who cannot enter the folder of the script. */
    private Shell.Result gate(Shell shell, Object... arguments) throws IOException {
        Path script = Files.writeString(folder.resolve("user.sh"), """
                ordinary='setpriv --reuid=65534 --regid=65534 --clear-groups'
                [ "$(id -u)" = 0 ] || ordinary=
                cd / && cat '%s' | TMPDIR=/tmp $ordinary %s -s -- "$@"
                """.formatted(SCRIPT, shell.name()));
        List<String> all = new ArrayList<>(List.of("--url", server.url()));
        Stream.of(arguments).map(Object::toString).forEach(all::add);
        return shell.run(script, all.toArray(String[]::new));
    }
}
