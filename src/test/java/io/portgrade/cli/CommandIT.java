package io.portgrade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packaged jar as pipelines do. */
class CommandIT {

    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();

    @TempDir
    Path folder;

    private Path bad;
    private Path good;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void writeFiles() throws IOException {
        bad = Files.writeString(folder.resolve("bad.txt"), "net.ipv4.tcp_timestamps = 0\nnet.ipv4.tcp_tw_reuse = 1\n");
        good = Files.writeString(
                folder.resolve("good.txt"), "net.ipv4.tcp_timestamps = 1\nnet.ipv4.tcp_tw_reuse = 1\n");
    }

    @Test
    void passes() throws Exception {
        Result result = run("audit", "--sysctl", good.toString(), "--min-grade", "B", "--format", "json");
        assertThat(result.err()).isEqualTo("portgrade: grade A, passed\n");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("{\"id\":").contains("\"passed\":true");
    }

    @Test
    void failsWithTheReportPrinted() throws Exception {
        Result result = run("audit", "--sysctl", bad.toString(), "--fail-on", "high", "--host", "web-17");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("portgrade: grade C, the gate failed\n");
        assertThat(result.out()).contains("web-17", "reuse/without-timestamps").doesNotContain("\u001b");
    }

    @Test
    void findingsPointIntoTheFilesThatWereGiven() throws Exception {
        Path confs = Files.createDirectory(folder.resolve("sysctl.d"));
        Files.copy(bad, confs.resolve("10-net.conf"));
        Path report = folder.resolve("report.json");
        Result result =
                run("audit", "--sysctl-dir", confs.toString(), "--format", "json", "--output", report.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(report).content().contains("\"source\":\"" + confs.resolve("10-net.conf") + "\",\"line\":1");
        assertThat(run("audit", "--sysctl", bad.toString(), "--baseline", report.toString())
                        .exitCode())
                .isEqualTo(1); // the sources are not the same
        assertThat(run("audit", "--sysctl-dir", confs.toString(), "--baseline", report.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void sosreportIsRead() throws Exception {
        Path commands = Files.createDirectories(folder.resolve("sosreport-web-17/sos_commands/kernel"));
        Files.copy(bad, commands.resolve("sysctl_-a"));
        Path archive = folder.resolve("sosreport-web-17.tar.gz");
        String[] pack = {"tar", "czf", archive.toString(), "-C", folder.toString(), "sosreport-web-17"};
        assertThat(new ProcessBuilder(pack).start().waitFor()).isZero();

        Result result = run("audit", "--sosreport", archive.toString(), "--fail-on", "high");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("reuse/without-timestamps");
        Result noArchive = run("audit", "--sosreport", bad.toString());
        assertThat(noArchive.exitCode()).isEqualTo(2);
        assertThat(noArchive.err()).contains("send a tar");
    }

    @Test
    void eachThingThatIsWrongIsNamed() throws Exception {
        Path confs = Files.createDirectory(folder.resolve("comments.d"));
        Path comments = Files.writeString(confs.resolve("99-sysctl.conf"), "# nothing\n; is set\n");
        Result result = run("audit", "--sysctl-dir", confs.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("portgrade: what was sent states nothing: send the output of sysctl -a")
                .contains("\n  " + comments + ": states nothing");
        assertThat(run("audit", "--sysctl-dir", confs.toString(), "--sysctl", good.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void whatIsWrongInAFileIsNamedWithItsOption() throws Exception {
        Path pools = Files.writeString(folder.resolve("pools.json"), """
                [{"name": "a", "instances": 0, "destination": {"host": "db", "port": 0}}]""");
        assertThat(run("audit", "--sysctl", good.toString(), "--pools", pools.toString())
                        .err())
                .startsWith("portgrade: --pools " + pools + ": /0/instances must be 1 to ")
                .contains("\n  --pools " + pools + ": /0/destination/port must be 1 to 65535\n");
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{]");
        assertThat(run("audit", "--sysctl", good.toString(), "--pools", broken.toString())
                        .err())
                .startsWith("portgrade: --pools " + broken + ": line 1, column ");
        assertThat(run("audit", "--sysctl", good.toString(), "--baseline", pools.toString())
                        .err())
                .startsWith("portgrade: --baseline " + pools + ": expected an object");
    }

    @Test
    void aFolderWithoutFilesIsNoObstacleWhenThereIsMore() throws Exception {
        Path none = Files.createDirectory(folder.resolve("none.d"));
        Result alone = run("audit", "--sysctl-dir", none.toString());
        assertThat(alone.exitCode()).isEqualTo(2);
        assertThat(alone.err()).contains("no *.conf file in " + none, "sysctl -a | ");
        Result more = run("audit", "--sysctl-dir", none.toString(), "--sysctl", good.toString());
        assertThat(more.exitCode()).isZero();
        assertThat(more.err()).isEqualTo("portgrade: there is no *.conf file in " + none + "\nportgrade: grade A\n");
    }

    @Test
    void badInputIsTwo() throws Exception {
        assertThat(run("audit").err()).contains("nothing to audit");
        assertThat(run("audit", "--sysctl", "/nowhere").err()).contains("there is no file /nowhere");
        Result grade = run("audit", "--sysctl", good.toString(), "--min-grade", "Z");
        assertThat(grade.exitCode()).isEqualTo(2);
        assertThat(grade.err()).contains("A+, A, B, C, D, F");
        assertThat(grade.err()).isEqualTo("portgrade: \"Z\" is not a grade: the grades are A+, A, B, C, D, F\n");
        assertThat(run("audit", "--sysctl", good.toString(), "--os", "beos").err())
                .startsWith("portgrade: --os \"beos\" is not");
        assertThat(run("frobnicate").exitCode()).isEqualTo(2);
        Result endless = run("audit", "--sysctl", "/dev/zero", "--min-grade", "B");
        assertThat(endless.exitCode()).isEqualTo(2);
        assertThat(endless.err()).contains("/dev/zero is longer than 64 MiB");
    }

    @Test
    void tooLittleMemoryIsSaidAndIsNoFailedGate() throws Exception {
        String rule = "-A INPUT -s 192.0.2.1/32 -p tcp -m tcp --dport 443 -j ACCEPT\n";
        Path rules = Files.writeString(folder.resolve("rules"), "*filter\n" + rule.repeat(300_000) + "COMMIT\n");
        Result result =
                runJava(List.of("-Xmx32m"), "audit", "--sysctl", good.toString(), "--firewall", rules.toString());
        assertThat(result.err()).matches("portgrade: \\d+ MiB of memory are too few for this: .*java -Xmx1g -jar …\n");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return runJava(List.of(), arguments);
    }

    private Result runJava(List<String> options, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
