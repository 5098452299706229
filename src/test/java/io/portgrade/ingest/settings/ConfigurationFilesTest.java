package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.portgrade.ingest.Fixture;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.SourceLocation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationFilesTest {

    private static final String REUSE = "net.ipv4.tcp_tw_reuse = ";

    @ParameterizedTest
    @CsvSource({
        "/etc/sysctl.d/10-a.conf,          /etc/sysctl.d/20-b.conf",
        "/etc/sysctl.d/10-a.conf,          /usr/lib/sysctl.d/20-b.conf",
        "/usr/lib/sysctl.d/50-a.conf,      /etc/sysctl.d/50-a.conf",
        "/usr/lib/sysctl.d/50-a.conf,      /run/sysctl.d/50-a.conf",
        "/run/sysctl.d/50-a.conf,          /etc/sysctl.d/50-a.conf",
        "/usr/lib/sysctl.d/50-a.conf,      /usr/local/lib/sysctl.d/50-a.conf",
        "/usr/local/lib/sysctl.d/50-a.conf, /run/sysctl.d/50-a.conf",
        "/lib/sysctl.d/50-a.conf,          /usr/lib/sysctl.d/50-a.conf",
        "/etc/sysctl.d/90-a.conf,          /etc/sysctl.conf",
        "/etc/sysctl.conf,                 /etc/sysctl.d/99-zz.conf",
        "/usr/lib/sysctl.d/99-sysctl.conf, /etc/sysctl.conf",
        "rootfs/etc/sysctl.conf,           rootfs/etc/sysctl.d/99-zz.conf",
        "rootfs/usr/lib/sysctl.d/50-a.conf, rootfs/etc/sysctl.d/50-a.conf",
        "/usr/lib/sysctl.d/90-net.conf,    deploy/sysctl/90-net.conf",
        "deploy/sysctl/10-net.conf,        deploy/sysctl/90-net.conf",
        "sysctl.d/10-net.conf,             90-net"
    })
    void readsTheStrongerFileLast(String weaker, String stronger) {
        ConfigurationFile one = new ConfigurationFile(weaker, REUSE + "0\n");
        ConfigurationFile two = new ConfigurationFile(stronger, "\n" + REUSE + "1\n");

        for (List<ConfigurationFile> files : List.of(List.of(one, two), List.of(two, one))) {
            assertThat(parse(files).settings())
                    .containsExactly(
                            new Setting(SettingKeys.TW_REUSE, "1", SourceLocation.of(stronger, 2), Origin.INTENDED));
        }
    }

    @Test
    void masksAllOfAFileOfTheSameName() {
        ParsedSettings read = parse(
                new ConfigurationFile("/usr/lib/sysctl.d/50-a.conf", REUSE + "0\nnet.ipv4.tcp_timestamps = 1\n"),
                new ConfigurationFile("/etc/sysctl.d/50-a.conf", "# nothing\n"));

        assertThat(read.settings()).isEmpty();
        assertThat(read.diagnostics())
                .containsExactly(new Diagnostic(
                        "/usr/lib/sysctl.d/50-a.conf",
                        null,
                        "not read: /etc/sysctl.d/50-a.conf has the same name in a stronger directory and masks it"));
    }

    @Test
    void namesBothPlacesOfAnOverriddenAssignment() {
        ParsedSettings read = parse(
                new ConfigurationFile("/etc/sysctl.d/10-a.conf", "# a\n" + REUSE + "0\n"),
                new ConfigurationFile("/etc/sysctl.d/90-b.conf", REUSE + "1\n"));

        assertThat(read.diagnostics())
                .containsExactly(new Diagnostic(
                        "/etc/sysctl.d/10-a.conf",
                        2,
                        "\"net.ipv4.tcp_tw_reuse = 0\" is overridden by \"net.ipv4.tcp_tw_reuse = 1\""
                                + " at /etc/sysctl.d/90-b.conf:1"));
    }

    @ParameterizedTest
    @MethodSource
    void readsAContent(String content, Map<String, String> values) {
        assertThat(values(parse(new ConfigurationFile("/etc/sysctl.d/10-a.conf", content))))
                .isEqualTo(values);
    }

    static Stream<Arguments> readsAContent() {
        Map<String, String> reuse = Map.of(SettingKeys.TW_REUSE, "1");
        return Stream.of(
                argumentSet("no blanks", "net.ipv4.tcp_tw_reuse=1", reuse),
                argumentSet("dash", "-net.ipv4.tcp_tw_reuse = 1", reuse),
                argumentSet("slashes", "net/ipv4/tcp_tw_reuse = 1", reuse),
                argumentSet("CRLF", REUSE + "1\r\n", reuse),
                argumentSet("mark before a comment", "\uFEFF# a\n" + REUSE + "1\n", reuse),
                argumentSet("mark before a name", "\uFEFF" + REUSE + "1\n", Map.of()),
                argumentSet("comments", "# " + REUSE + "2\n; " + REUSE + "2\n" + REUSE + "1", reuse),
                argumentSet("last one", REUSE + "0\n" + REUSE + "1\n", reuse),
                argumentSet("pattern", "net.ipv4.tcp_tw_reus? = 1", reuse),
                argumentSet("pattern with slashes", "net/ipv4/*_tw_reuse = 1", reuse),
                argumentSet("name before pattern", REUSE + "1\nnet.ipv4.tcp_tw_reus? = 0\n", reuse),
                argumentSet("name behind pattern", "net.ipv4.tcp_tw_reus? = 0\n" + REUSE + "1\n", reuse),
                argumentSet("last pattern", "net.ipv4.tcp_tw_reus? = 0\nnet.*.tcp_tw_reuse = 1\n", reuse),
                argumentSet(
                        "excluded",
                        "-net.ipv4.tcp_tw_reuse\nnet.ipv4.tcp_tw_re* = 1\n",
                        Map.of(SettingKeys.TW_REUSE_DELAY, "1", SettingKeys.TW_RECYCLE, "1")),
                argumentSet("excluded behind", "net.ipv4.tcp_tw_reus? = 1\n-net/ipv4/tcp_tw_reuse\n", Map.of()),
                argumentSet("exclusion withdraws", REUSE + "1\n-net.ipv4.tcp_tw_reuse\n", Map.of()),
                argumentSet("assigned after exclusion", "-net.ipv4.tcp_tw_reuse\n" + REUSE + "1\n", reuse),
                argumentSet("pattern of other keys", "net.ipv4.conf.*.rp_filter = 1", Map.of()),
                argumentSet("pattern does not cross a dot", "net.ipv* = 1", Map.of()),
                argumentSet(
                        "empty value",
                        "net.ipv4.ip_local_reserved_ports =",
                        Map.of(SettingKeys.LOCAL_RESERVED_PORTS, "")));
    }

    @Test
    void reportsAMarkThatTheHostTakesForAName() {
        ParsedSettings read =
                parse(new ConfigurationFile("/etc/sysctl.d/10-a.conf", "\uFEFF" + REUSE + "0\n" + REUSE + "1\n"));

        assertThat(values(read)).isEqualTo(Map.of(SettingKeys.TW_REUSE, "1"));
        assertThat(read.diagnostics())
                .extracting(Diagnostic::line, Diagnostic::message)
                .containsExactly(tuple(
                        1,
                        "not read: a byte order mark stands before it, which the host takes for the beginning of the name:"
                                + " save the file as UTF-8 without one"));
    }

    @Test
    void reportsALineThatAssignsNothing() {
        ParsedSettings read = parse(new ConfigurationFile("/etc/sysctl.d/10-a.conf", "\nnet.ipv4.tcp_tw_reuse 1\n"));

        assertThat(read.diagnostics())
                .containsExactly(new Diagnostic(
                        "/etc/sysctl.d/10-a.conf",
                        2,
                        "not an assignment, \"key = value\": \"net.ipv4.tcp_tw_reuse 1\""));
    }

    @Test
    void reportsAPathSentTwice() {
        ParsedSettings read = parse(
                new ConfigurationFile("/etc/sysctl.d/10-a.conf", REUSE + "0"),
                new ConfigurationFile("/etc/sysctl.d/10-a.conf", REUSE + "1"));

        assertThat(values(read)).isEqualTo(Map.of(SettingKeys.TW_REUSE, "1"));
        assertThat(read.diagnostics()).singleElement().returns("/etc/sysctl.d/10-a.conf", Diagnostic::source);
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/sysctl.d/README,      not read",
        "/etc/sysctl.d/10-a.conf~,  not read",
        "deploy/README.md,          not a sysctl file"
    })
    void reportsAFileThatIsNotRead(String path, String message) {
        ParsedSettings read = parse(new ConfigurationFile(path, "Some words.\n"));

        assertThat(read.diagnostics()).singleElement().returns(path, Diagnostic::source);
        assertThat(read.diagnostics().get(0).message()).startsWith(message);
        assertThat(read.isReadable()).isFalse();
    }

    /** systemd-sysctl would not load them ({@code dirent_is_file_with_suffix} in systemd 252, src/basic/dirent-util.c). */
    @ParameterizedTest
    @CsvSource({
        "/etc/sysctl.d/.hidden.conf,             not read: in this directory the host reads only",
        "/etc/sysctl.d/.conf,                    not read: in this directory the host reads only",
        "/etc/sysctl.d/x.CONF,                   not read: in this directory the host reads only",
        "rootfs/usr/lib/sysctl.d/x.Conf,         not read: in this directory the host reads only",
        "/etc/sysctl.d/sub/x.conf,               not read: the host reads no folder within /etc/sysctl.d",
        "/etc/sysctl.d/sub/x,                    not read: the host reads no folder within /etc/sysctl.d",
        "rootfs\\run\\sysctl.d\\a\\b\\x.conf,     not read: the host reads no folder within /run/sysctl.d",
        "/usr/lib/sysctl.d/sub/x.conf,           not read: the host reads no folder within /usr/lib/sysctl.d"
    })
    void doesNotCountWhatTheHostDoesNotLoad(String path, String message) {
        ParsedSettings read = parse(
                new ConfigurationFile(path, REUSE + "1\n"),
                new ConfigurationFile("/lib/sysctl.d/.hidden.conf", REUSE + "1\n"),
                new ConfigurationFile("/lib/sysctl.d/x.conf", REUSE + "0\n"));

        assertThat(values(read)).isEqualTo(Map.of(SettingKeys.TW_REUSE, "0"));
        assertThat(read.recognisedLines()).isEqualTo(1);
        assertThat(read.diagnostics())
                .extracting(Diagnostic::source)
                .containsExactly(path, "/lib/sysctl.d/.hidden.conf");
        assertThat(read.diagnostics().get(0).message()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "deploy/.hidden.conf",
        "deploy/x.CONF",
        "deploy/sysctl.d/sub/x.conf",
        "/etc/sysctl.d/sub/etc/sysctl.conf"
    })
    void readsWhatOthersPutElsewhere(String path) {
        assertThat(values(parse(new ConfigurationFile(path, REUSE + "1\n"))))
                .isEqualTo(Map.of(SettingKeys.TW_REUSE, "1"));
    }

    @Test
    void readsWhatDebianShips() {
        ParsedSettings read = parse(Stream.of(
                        "etc/sysctl.conf",
                        "etc/sysctl.d/99-sysctl.conf",
                        "etc/sysctl.d/README.sysctl",
                        "usr/lib/sysctl.d/50-pid-max.conf",
                        "usr/lib/sysctl.d/99-protect-links.conf")
                .map(path -> new ConfigurationFile("/" + path, Fixture.text("debian-12/" + path)))
                .toList());

        assertThat(read.settings()).isEmpty();
        assertThat(read.recognisedLines()).isEqualTo(5);
        assertThat(read.diagnostics()).extracting(Diagnostic::source).containsExactly("/etc/sysctl.d/README.sysctl");
    }

    @Test
    void readsTwoFilesOfTheSameNameAndRankInTheOrderOfTheirPaths() {
        ParsedSettings read = parse(
                new ConfigurationFile("b/90-net.conf", REUSE + "1"),
                new ConfigurationFile("a/90-net.conf", REUSE + "0"));

        assertThat(values(read)).isEqualTo(Map.of(SettingKeys.TW_REUSE, "1"));
        assertThat(read.diagnostics())
                .contains(new Diagnostic(
                        "b/90-net.conf", null, "read after a/90-net.conf, which has the same name and rank"));
    }

    @Test
    void triesABoundedNumberOfPatterns() {
        String many = "net.ipv4.x* = 1\n".repeat(1_000);
        String wanted = "net.ipv4.tcp_tw_reuse* = 1\n";

        assertThat(values(parse(new ConfigurationFile("a.conf", wanted + many))))
                .containsKey(SettingKeys.TW_REUSE);
        assertThat(parse(new ConfigurationFile("a.conf", many + wanted)).settings())
                .isEmpty();
        assertThat(parse(new ConfigurationFile("a.conf", many + wanted)).diagnostics())
                .singleElement()
                .returns(1_001, Diagnostic::line);
        assertThat(parse(new ConfigurationFile("a.conf", "*".repeat(257) + "=1"))
                        .diagnostics())
                .hasSize(1);
    }

    @Test
    void recognisesLinux() {
        assertThat(parse(new ConfigurationFile("a.conf", REUSE + "1")).detected())
                .contains(OperatingSystem.LINUX);
    }

    static ParsedSettings parse(ConfigurationFile... files) {
        return parse(Arrays.asList(files));
    }

    static ParsedSettings parse(List<ConfigurationFile> files) {
        return ConfigurationFiles.parse(files, SettingKeyTable.standard());
    }

    private static Map<String, String> values(ParsedSettings read) {
        return read.settings().stream().collect(Collectors.toMap(Setting::key, Setting::value));
    }
}
