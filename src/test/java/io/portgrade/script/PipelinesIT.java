package io.portgrade.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of the documented pipelines, in a repository that is good and in one that is not. */
@QuarkusTest
class PipelinesIT {

    private static final Path DOCS = Path.of("docs/pipelines");
    private static final Pattern JENKINS_COMMAND = Pattern.compile("sh '([^']+)'");
    private static final String RULES =
            "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n%sCOMMIT\n";
    private static final String ESTABLISHED = "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n";

    @TestHTTPResource("")
    URI base;

    @TempDir
    Path repository;

    @BeforeEach
    void checkOut() throws IOException {
        Files.createDirectories(repository.resolve("files/sysctl.d"));
        Files.writeString(
                repository.resolve("files/sysctl.d/90-net.conf"),
                "net.ipv4.ip_local_port_range = 32768 60999\nnet.ipv4.tcp_timestamps = 1\nnet.ipv4.tcp_tw_reuse = 1\n");
        Files.writeString(repository.resolve("files/web.rules"), RULES.formatted(ESTABLISHED));
    }

    @Test
    void gitHubIsGreenAndRedForTheRightReasons() throws IOException {
        var steps =
                new YAMLMapper().readTree(DOCS.resolve("github.yml").toFile()).at("/jobs/portgrade/steps");
        List<String> commands = steps.findValuesAsText("run");
        assertThat(commands).hasSize(4);
        assertGreenThenRed(commands);
        assertThat(new JsonMapper()
                        .readTree(repository.resolve("portgrade.sarif").toFile())
                        .at("/version")
                        .asText())
                .isEqualTo("2.1.0");
        assertThat(repository.resolve("summary.md")).content().contains("firewall/return-traffic-gap");
    }

    @Test
    void gitLabIsGreenAndRedForTheRightReasons() throws IOException {
        List<String> commands = new ArrayList<>();
        new YAMLMapper()
                .readTree(DOCS.resolve("gitlab-ci.yml").toFile())
                .at("/portgrade/script")
                .forEach(command -> commands.add(command.asText()));
        assertThat(commands).hasSize(4);
        assertGreenThenRed(commands);
        assertThat(new JsonMapper()
                        .readTree(repository
                                .resolve("gl-code-quality-report.json")
                                .toFile())
                        .findValuesAsText("check_name"))
                .contains("firewall/return-traffic-gap");
        assertThat(repository.resolve("portgrade-junit.xml")).content().contains("<testsuite");
    }

    @Test
    void jenkinsIsGreenAndRedForTheRightReasons() throws IOException {
        List<String> commands = JENKINS_COMMAND
                .matcher(Files.readString(DOCS.resolve("Jenkinsfile")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(commands).hasSize(4);
        assertGreenThenRed(commands);
        assertThat(repository.resolve("portgrade.html")).content().contains("firewall/return-traffic-gap");
    }

    private void assertGreenThenRed(List<String> commands) throws IOException {
        for (String command : commands) {
            assertThat(run(command)).as(command).isZero();
        }
        Files.writeString(repository.resolve("files/web.rules"), RULES.formatted(""));
        String gate = commands.get(commands.size() - 1);
        for (String command : commands) {
            assertThat(run(command)).as(command).isEqualTo(command.equals(gate) ? 1 : 0);
        }
    }

    private int run(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", command).directory(repository.toFile());
        builder.environment().put("PORTGRADE_URL", base.toString());
        builder.environment()
                .put("GITHUB_STEP_SUMMARY", repository.resolve("summary.md").toString());
        builder.redirectErrorStream(true)
                .redirectOutput(repository.resolve("out.txt").toFile());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }
}
