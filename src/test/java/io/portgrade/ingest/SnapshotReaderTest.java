package io.portgrade.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotReaderTest {

    private static final SnapshotReader READER = new SnapshotReader(SettingKeyTable.standard());

    @Test
    void takesTheStrongestOfThreeSources() throws JsonProcessingException {
        HostSnapshot snapshot = read("""
                        {"sysctl": "net.ipv4.tcp_tw_reuse=0\\nnet.ipv4.tcp_timestamps=0\\nnet.ipv4.tcp_rfc1337=0",
                         "files": [{"path": "a.conf",
                                    "content": "net.ipv4.tcp_tw_reuse=1\\nnet.ipv4.tcp_timestamps=1"}],
                         "settings": {"net.ipv4.tcp_tw_reuse": 2}}
                        """).snapshot();

        assertThat(snapshot.settings().all())
                .extracting(Setting::key, Setting::value, Setting::origin)
                .containsExactlyInAnyOrder(
                        tuple(SettingKeys.TW_REUSE, "2", Origin.OVERRIDE),
                        tuple(SettingKeys.TIMESTAMPS, "1", Origin.INTENDED),
                        tuple(SettingKeys.RFC1337, "0", Origin.RUNNING));
        assertThat(snapshot.submitted()).isEqualTo(EnumSet.of(Section.SYSCTL, Section.FILES, Section.SETTINGS));
        assertThat(snapshot.host().os()).isEqualTo(OperatingSystem.LINUX);
        assertThat(snapshot.diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void namesTheHost(String json, String name, OperatingSystem os, String kernel) throws JsonProcessingException {
        assertThat(read(json).snapshot().host())
                .returns(name, Host::name)
                .returns(os, Host::os)
                .returns(kernel, Host::kernel);
    }

    static Stream<Arguments> namesTheHost() {
        String linux = "\"sysctl\": \"kernel.hostname = web\\nkernel.osrelease = 6.1.0\\n\"";
        String freebsd = "\"sysctl\": \"kern.ostype: FreeBSD\\nkern.osrelease: 14.1\\nkern.hostname: gw\\n\"";
        String stated = "\"host\": {\"name\": \"a\", \"os\": \"Linux\", \"kernel\": \"5.4\"}";
        return Stream.of(
                argumentSet("from Linux", "{" + linux + "}", "web", OperatingSystem.LINUX, "6.1.0"),
                argumentSet("from FreeBSD", "{" + freebsd + "}", "gw", OperatingSystem.FREEBSD, "14.1"),
                argumentSet("stated", "{" + stated + "," + linux + "}", "a", OperatingSystem.LINUX, "5.4"),
                argumentSet(
                        "stated to be another",
                        "{\"host\": {\"os\": \"linux\"}," + freebsd + "}",
                        "gw",
                        OperatingSystem.LINUX,
                        null),
                argumentSet(
                        "stated to be another BSD",
                        "{\"host\": {\"os\": \"macos\"}," + freebsd + "}",
                        "gw",
                        OperatingSystem.MACOS,
                        "14.1"),
                argumentSet(
                        "blank",
                        "{\"host\": {\"name\": \"\", \"kernel\": \"\"}," + linux + "}",
                        "web",
                        OperatingSystem.LINUX,
                        "6.1.0"),
                argumentSet(
                        "from an override",
                        "{\"settings\": {\"net.ipv4.tcp_tw_reuse\": 1}}",
                        "unnamed",
                        OperatingSystem.LINUX,
                        null),
                argumentSet("nothing", "{}", "unnamed", null, null));
    }

    @Test
    void saysThatTheSystemIsUnknown() throws JsonProcessingException {
        assertThat(read("{\"sysctl\": \"net.inet.ip.portrange.first: 10000\\nnet.inet.tcp.msl: 1\"}")
                        .snapshot()
                        .diagnostics())
                .containsExactly(new Diagnostic(
                        "host",
                        null,
                        "the settings sent are found on FreeBSD and on macOS alike: state it in host.os"));
    }

    @Test
    void saysThatStatementAndTextDisagree() throws JsonProcessingException {
        Submission read = read("{\"host\": {\"os\": \"freebsd\"}, \"sysctl\": \"net.ipv4.tcp_tw_reuse = 1\"}");

        assertThat(read.snapshot().host().os()).isEqualTo(OperatingSystem.FREEBSD);
        assertThat(read.snapshot().diagnostics())
                .containsExactly(new Diagnostic(
                        Submission.STATED_SYSTEM,
                        null,
                        "stated to be freebsd, but the settings sent are those of linux: state the system that they are of,"
                                + " or send those of freebsd"));
    }

    @ParameterizedTest
    @CsvSource({"linux, 1", "windows, 1", "freebsd, 0", "macos, 0"})
    void settingsOfBsdAreNotThoseOfOthers(String os, int told) throws JsonProcessingException {
        assertThat(read("{\"host\": {\"os\": \"" + os + "\"}, \"sysctl\": \"net.inet.tcp.msl: 1\"}")
                        .snapshot()
                        .diagnostics())
                .hasSize(told)
                .allMatch(diagnostic -> diagnostic
                        .message()
                        .startsWith("stated to be " + os + ", but the settings sent are those of freebsd or macos: "));
    }

    @Test
    void saysThatAReleaseIsNone() throws JsonProcessingException {
        Submission read = read(
                "{\"host\": {\"os\": \"linux\", \"kernel\": \"banana\"}, \"sysctl\": \"net.ipv4.tcp_tw_reuse = 1\"}");

        assertThat(read.snapshot().diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message())
                        .startsWith("kernel \"banana\" is not a release as uname -r prints it"));
        assertThat(
                        read("{\"host\": {\"os\": \"freebsd\", \"kernel\": \"banana\"}, \"sysctl\": \"kern.ostype: FreeBSD\"}")
                                .snapshot()
                                .diagnostics())
                .isEmpty();
    }

    @Test
    void namesFirewallsByTheirPathOrPlace() throws JsonProcessingException {
        Submission read = read("""
                {"firewall": [{"content": "*filter\\r\\nCOMMIT"}, null, {"content": "", "path": "fw/web.rules", "format": "pf"},
                              {"content": " ", "path": "fw/web.rules"}]}""");

        assertThat(read.readable()).isTrue();
        assertThat(read.snapshot().submitted()).isEqualTo(EnumSet.of(Section.FIREWALL));
        assertThat(read.snapshot().firewall())
                .containsExactly(
                        new FirewallDocument("firewall[0]", null, "*filter\nCOMMIT"),
                        new FirewallDocument("fw/web.rules", FirewallFormat.PF, ""),
                        new FirewallDocument("fw/web.rules (firewall[3])", null, " "));
    }

    @Test
    void blankFirewallsAreNothingToAudit() throws JsonProcessingException {
        assertThat(read("{\"firewall\": [{\"content\": \" \"}], \"pools\": [{\"name\": \"a\"}]}")
                        .readable())
                .isFalse();
    }

    @Test
    void readsSocketsAndLimits() throws JsonProcessingException {
        HostSnapshot snapshot = read("""
                        {"sockets": "State  Recv-Q Send-Q Local Address:Port Peer Address:Port\\n\
                        LISTEN 0 128 0.0.0.0:8080 0.0.0.0:*\\n",
                         "limits": "open files                          (-n) 1024\\n"}
                        """).snapshot();

        assertThat(snapshot.sockets()).isNotNull();
        assertThat(snapshot.openFilesLimits()).isNotEmpty();
        assertThat(snapshot.submitted()).isEqualTo(EnumSet.of(Section.SOCKETS, Section.LIMITS));
    }

    @ParameterizedTest
    @MethodSource
    void readsLimitsAmongFiles(String path) throws JsonProcessingException {
        HostSnapshot snapshot = read("{\"files\": [{\"path\": \"" + path
                        + "\", \"content\": \"* soft nofile 4096\\n\"}]}")
                .snapshot();

        assertThat(snapshot.openFilesLimits())
                .isNotEmpty()
                .allMatch(limit -> limit.source().source().equals(path));
        assertThat(snapshot.submitted()).isEqualTo(EnumSet.of(Section.LIMITS));
    }

    static Stream<String> readsLimitsAmongFiles() {
        return Stream.of("/etc/security/limits.conf", "limits.conf", "rootfs/etc/security/limits.d/90-web.conf");
    }

    @ParameterizedTest
    @MethodSource
    void saysWhetherAnythingWasReadable(String json, boolean readable) throws JsonProcessingException {
        Submission read = read(json);

        assertThat(read.readable()).isEqualTo(readable);
        assertThat(readable || !read.snapshot().diagnostics().isEmpty()).isTrue();
    }

    static Stream<Arguments> saysWhetherAnythingWasReadable() {
        return Stream.of(
                argumentSet("nothing", "{}", false),
                argumentSet("empty text", "{\"sysctl\": \"\"}", false),
                argumentSet("prose", "{\"sysctl\": \"hello\\nworld\"}", false),
                argumentSet("unwanted settings", "{\"sysctl\": \"vm.swappiness = 1\\nfs.x = 1\"}", true),
                argumentSet(
                        "refusals", "{\"sysctl\": \"sysctl: permission denied on key 'net.ipv4.tcp_rfc1337'\"}", true),
                argumentSet("limits of nothing", "{\"limits\": \"hello\"}", false),
                argumentSet("sockets of nothing", "{\"sockets\": \"hello\"}", false),
                argumentSet("unknown override", "{\"settings\": {\"a.b\": \"1\"}}", false),
                argumentSet("known override", "{\"settings\": {\"net.ipv4.tcp_rfc1337\": \"1\"}}", true),
                argumentSet("file of nothing", "{\"files\": [{\"path\": \"a.txt\", \"content\": \"x\"}]}", false),
                argumentSet("file", "{\"files\": [{\"path\": \"a.conf\", \"content\": \"vm.swappiness=1\"}]}", true));
    }

    @Test
    void keepsRefusals() throws JsonProcessingException {
        HostSnapshot snapshot = read("{\"sysctl\": \"sysctl: permission denied on key 'net.ipv4.tcp_rfc1337'\"}")
                .snapshot();

        assertThat(snapshot.settings().isDenied(SettingKeys.RFC1337)).isTrue();
    }

    @Property
    void readsWhateverText(@ForAll String text) {
        Submission read = READER.read(AuditRequest.ofSysctl(text));

        assertThat(read.snapshot().submitted()).isEqualTo(Set.of(Section.SYSCTL));
    }

    private static Submission read(String json) throws JsonProcessingException {
        return READER.read(new ObjectMapper().readValue(json, AuditRequest.class));
    }
}
