package io.portgrade.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The collector towards the service. */
@QuarkusTest
class CollectorIT {

    private static final Path SCRIPT = Path.of("scripts/portgrade-collect.sh").toAbsolutePath();

    @TestHTTPResource("")
    URI base;

    static Stream<Shell> shells() {
        return Shell.all();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void thisHostIsGraded(Shell shell) {
        Shell.Result result = shell.run(SCRIPT, "--post", base.toString(), "--format", "json", "--label", "a=\"b\\");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"grade\":", "\"a\":\"\\\"b\\\\\"");
        assertThat(result.err()).contains("sysctl     taken:");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void failuresHaveTheirExitCodes(Shell shell) {
        assertThat(shell.run(SCRIPT, "--post", "portgrade:8080").exitCode()).isEqualTo(2);
        assertThat(shell.run(SCRIPT, "--nope").err()).contains("unknown option --nope");
        assertThat(shell.run(SCRIPT, "--post", "http://127.0.0.1:1", "--quiet").exitCode())
                .isEqualTo(3);
        Shell.Result refused = shell.run(SCRIPT, "--post", base.toString(), "--policy", "nope", "--quiet");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("db-client, default");
    }

    @Test
    void theServerHandsOutItsScripts() throws IOException, InterruptedException {
        for (String name : new String[] {"collect.sh", "gate.sh", "collect.ps1"}) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(base.resolve("/" + name)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo(Files.readString(Path.of("scripts/portgrade-" + name)));
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        }
    }
}
