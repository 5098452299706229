package io.portgrade.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a process of its own, as a shell starts it; {@link CommandIT} starts what was packaged. */
class CommandLineTest {

    @TempDir
    Path folder;

    private Path sysctl;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void writeFile() throws IOException {
        sysctl = Files.writeString(
                folder.resolve("sysctl.txt"), "net.ipv4.tcp_timestamps = 1\nnet.ipv4.tcp_tw_reuse = 1\n");
    }

    @Test
    void aReportThatCannotBeWrittenIsNoPass() throws Exception {
        for (String nowhere : List.of(">/dev/full", ">&-")) {
            Result result = run(nowhere, "audit", "--sysctl", sysctl);
            assertThat(result.err()).isEqualTo("portgrade: standard output cannot be written\n");
            assertThat(result.exitCode()).as(nowhere).isEqualTo(2);
        }
    }

    @Test
    void nothingOnStandardErrorIsACommand() throws Exception {
        Path rules = Files.writeString(folder.resolve("::error title=a::b"), "nonsense\n");
        Result result = run("", "audit", "--firewall", rules.getFileName());
        assertThat(result.err()).contains("\n  \\u003a:error title=a::b: ");
        assertThat(result.exitCode()).isEqualTo(2);
        Path pools = Files.writeString(folder.resolve("pools"), "[{\"framework\": \"##[error]c\"}]");
        assertThat(run("", "audit", "--sysctl", sysctl, "--pools", pools).err())
                .contains("#\\u0023[error]c")
                .doesNotContain("##[");
        assertThat(run("", "audit", "--d\n::error::e").err()).startsWith("portgrade: Unknown option: '--d\n\\u003a:");
    }

    @Test
    void whatTakesOneValueTakesNeitherTwoNorNone() throws Exception {
        Result twice = run("", "audit", "--sysctl", sysctl, "--sysctl", sysctl);
        assertThat(twice.err()).matches("portgrade: .*--sysctl.* should be specified only once .*\n");
        assertThat(twice.exitCode()).isEqualTo(2);
        Result none = run("", "audit", "--sysctl", sysctl, "--host", "");
        assertThat(none.err()).isEqualTo("portgrade: --host needs a value (--help lists the options)\n");
        assertThat(none.exitCode()).isEqualTo(2);
    }

    @Test
    void saysItsVersion() throws Exception {
        assertThat(run("", "--version").out()).startsWith("portgrade ");
        assertThat(run("", "audit", "-V").out()).startsWith("portgrade ");
    }

    @Test
    void standardInputThatIsClosedIsNoFile() throws Exception {
        Result result = run("<&-", "audit", "--sysctl", "-");
        assertThat(result.err()).isEqualTo("portgrade: standard input cannot be read\n");
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void namesAreReadWhateverTheLocale() throws Exception {
        String write = "mkdir d && printf 'net.ipv4.tcp_fin_timeout = 90\\n' >\"d/$(printf 'caff\\303\\251').conf\"";
        assertThat(shell(write).exitCode()).isZero();
        for (Object dir : List.of("d", folder.resolve("d"))) {
            assertThat(run("", "audit", "--sysctl-dir", dir, "--format", "json").out())
                    .contains("\"source\":\"" + dir + "/caff\u00e9.conf\"");
        }
        Result argument = run("--file d/caff*", "audit");
        assertThat(argument.err()).contains("set LC_ALL=C.UTF-8").doesNotContain("Exception");
        assertThat(argument.exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsMissingIsNotLostAmongNotes() throws Exception {
        Path dir = Files.createDirectory(folder.resolve("many"));
        for (int i = 10; i < 40; i++) {
            Files.writeString(dir.resolve(i + ".conf"), "net.ipv4.tcp_max_tw_buckets = 60\n");
        }
        assertThat(run("", "audit", "--sysctl-dir", dir).err())
                .contains("is overridden by", ": not submitted: ")
                .matches("(?s).*\n  and \\d+ more\n");
    }

    @Test
    void whatTheHostDoesNotReadOfAFolderIsNotRead() throws Exception {
        Path dir = Files.createDirectory(folder.resolve("sysctl.d"));
        Files.writeString(dir.resolve(".hidden.conf"), "net.ipv4.tcp_fin_timeout = 90\n");
        Files.createSymbolicLink(dir.resolve(".#a.conf"), Path.of("me@host.1"));
        Result hidden = run("", "audit", "--sysctl", sysctl, "--sysctl-dir", dir);
        assertThat(hidden.err()).contains("there is no *.conf file in " + dir);
        assertThat(hidden.out()).contains("Nothing was found.");
        assertBad(run("", "audit", "--firewall", dir), "there is no file in " + dir);
    }

    @Test
    void aLinkToNothingIsNoPass() throws Exception {
        Path dir = Files.createDirectory(folder.resolve("sysctl.d"));
        Path link = Files.createSymbolicLink(dir.resolve("60-local.conf"), Path.of("gone.conf"));
        for (String option : List.of("--sysctl-dir", "--firewall")) {
            Result result = run("", "audit", "--sysctl", sysctl, option, dir);
            assertBad(result, link + " is a link to nothing that can be read");
        }
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("/dev/null"));
        Result mask = run("", "audit", "--sysctl", sysctl, "--sysctl-dir", dir);
        assertThat(mask.err()).doesNotContain("no *.conf file");
        assertThat(mask.exitCode()).isZero();
    }

    /** Also by root, as far as what root may beyond others can be taken away. */
    @Test
    void whatMayNotBeReadIsNoPass() throws Exception {
        Path dir = Files.createDirectory(folder.resolve("sysctl.d"));
        Files.writeString(dir.resolve("a.conf"), "net.ipv4.tcp_fin_timeout = 90\n");
        String powers = "-dac_override,-dac_read_search";
        String less =
                "[ $(id -u) != 0 ] || set -- setpriv --bounding-set=" + powers + " --inh-caps=" + powers + " \"$@\"; ";
        for (String permissions : List.of("---------", "r--r--r--", "--x--x--x")) {
            Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString(permissions));
            String[] command = command("audit", "--sysctl", sysctl, "--sysctl-dir", dir);
            assertBad(shell(less + "exec \"$@\"", command), "there is no folder " + dir + " that can be read");
        }
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aSettingThatCannotBeUsedIsNamed() throws Exception {
        for (String wrong : List.of(
                "PORTGRADE_HTTP_MAX_BODY_SIZE=abc: give a size such as 8M",
                "PORTGRADE_HTTP_BODY_TIMEOUT=abc: give a duration such as 60S",
                "PORTGRADE_HTTP_ARCHIVE_MAX_ENTRIES=abc: give a whole number",
                "PORTGRADE_PUBLIC_URL='a b': give a URL such as https://portgrade.example")) {
            String[] parts = wrong.split("[=:] ?", 3);
            Result result = shell(parts[0] + "=" + parts[1] + " exec \"$@\"", command("audit", "--sysctl", sysctl));
            String value = parts[1].replace("'", "");
            assertBad(result, parts[0] + " is \"" + value + "\", which cannot be used: " + parts[2]);
            assertThat(result.err()).doesNotContain("bug", "Exception");
        }
    }

    @Test
    void aFileThatHoldsNullIsNamed() throws Exception {
        Path nothing = Files.writeString(folder.resolve("null.json"), "null\n");
        for (String option : List.of("--pools", "--baseline")) {
            assertBad(run("", "audit", "--sysctl", sysctl, option, nothing), option + " " + nothing + ": expected an ");
        }
    }

    @Test
    void aBaselineOfAnotherPolicyIsSaidToBeOne() throws Exception {
        Path report = folder.resolve("baseline.json");
        run("", "audit", "--sysctl", sysctl, "--policy", "server-only", "--format", "json", "--output", report);
        assertThat(run("", "audit", "--sysctl", sysctl, "--baseline", report).out())
                .contains("was made with policy \"server-only 1.0.0\", not with \"default 1.0.0\"");
        assertThat(run("", "audit", "--sysctl", sysctl, "--baseline", report, "--policy", "server-only")
                        .out())
                .doesNotContain("was made with");
    }

    @Test
    void settingsOfAnotherSystemThanTheStatedOneAreNotAskedForAgain() throws Exception {
        Result result = run("", "audit", "--sysctl", sysctl, "--os", "windows");
        assertBad(
                result,
                "no rule can judge what was sent, so there is nothing to grade: the host is stated to be windows,");
        assertThat(result.err()).doesNotContain("sysctl -a");
    }

    private static void assertBad(Result result, String told) {
        assertThat(result.err()).contains("portgrade: " + told);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    /** With what a user's shell says behind the command, in the locale of a bare container. */
    private Result run(String behind, Object... arguments) throws IOException, InterruptedException {
        return shell("exec \"$@\" " + behind, command(arguments));
    }

    private static String[] command(Object... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> words = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        words.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        words.add(Main.class.getName());
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        return words.toArray(String[]::new);
    }

    private Result shell(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(Map.of("LC_ALL", "C", "CLASSPATH", absoluteClassPath()));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static String absoluteClassPath() {
        List<String> places = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(":")) {
            places.add(Path.of(place).toAbsolutePath().toString());
        }
        return String.join(":", places);
    }
}
