package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.SourceLocation;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One line at a time, as one system or another prints it. */
class SysctlLineTest {

    @ParameterizedTest
    @MethodSource
    void readsOneAssignment(String line, String key, String value) {
        ParsedSettings read = SysctlTextTest.parse("# first\n" + line + "\n");

        assertThat(read.settings())
                .containsExactly(new Setting(key, value, SourceLocation.of("sysctl", 2), Origin.RUNNING));
        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.recognisedLines()).isEqualTo(1);
    }

    static Stream<Arguments> readsOneAssignment() {
        String reuse = SettingKeys.TW_REUSE;
        return Stream.of(
                argumentSet("printed", "net.ipv4.tcp_tw_reuse = 1", reuse, "1"),
                argumentSet("BSD", "net.inet.tcp.msl: 30000", SettingKeys.BSD_MSL, "30000"),
                argumentSet("BSD with -e", "net.inet.tcp.msl=30000", SettingKeys.BSD_MSL, "30000"),
                argumentSet("no blanks", "net.ipv4.tcp_tw_reuse=1", reuse, "1"),
                argumentSet("one blank before", "net.ipv4.tcp_tw_reuse =1", reuse, "1"),
                argumentSet("one blank behind", "net.ipv4.tcp_tw_reuse= 1", reuse, "1"),
                argumentSet("many blanks", "  net.ipv4.tcp_tw_reuse   =   1  ", reuse, "1"),
                argumentSet("tabs", "\tnet.ipv4.tcp_tw_reuse\t=\t1\t", reuse, "1"),
                argumentSet("dash", "-net.ipv4.tcp_tw_reuse = 1", reuse, "1"),
                argumentSet("slashes", "net/ipv4/tcp_tw_reuse = 1", reuse, "1"),
                argumentSet("slashes, no blanks", "-net/ipv4/tcp_tw_reuse=1", reuse, "1"),
                argumentSet("empty", "net.ipv4.ip_local_reserved_ports = ", SettingKeys.LOCAL_RESERVED_PORTS, ""),
                argumentSet(
                        "empty, trimmed", "net.ipv4.ip_local_reserved_ports =", SettingKeys.LOCAL_RESERVED_PORTS, ""),
                argumentSet(
                        "two numbers",
                        "net.ipv4.ip_local_port_range = 1024 65535",
                        SettingKeys.LOCAL_PORT_RANGE,
                        "1024 65535"),
                argumentSet("equals sign in a value", "kernel.hostname = a=b", SettingKeys.HOSTNAME, "a=b"));
    }

    @ParameterizedTest
    @MethodSource
    void keepsWhatSysctlRefused(String line, String key) {
        ParsedSettings read = SysctlTextTest.parse("vm.swappiness = 60\n" + line + "\n");

        assertThat(read.denied()).isEqualTo(Map.of(key, SourceLocation.of("sysctl", 2)));
        assertThat(read.diagnostics()).isEmpty();
    }

    static Stream<Arguments> keepsWhatSysctlRefused() {
        String key = SettingKeys.TIMESTAMPS;
        return Stream.of(
                argumentSet("procps", "sysctl: permission denied on key 'net.ipv4.tcp_timestamps'", key),
                argumentSet("procps 4", "sysctl: permission denied on key \"net.ipv4.tcp_timestamps\"", key),
                argumentSet("reading", "sysctl: reading key \"net.ipv4.tcp_timestamps\"", key),
                argumentSet("old procps", "error: permission denied on key 'net.ipv4.tcp_timestamps'", key),
                argumentSet("busybox", "sysctl: error reading key 'net.ipv4.tcp_timestamps': Permission denied", key),
                argumentSet(
                        "path", "sysctl: cannot open \"/proc/sys/net/ipv4/tcp_timestamps\": Permission denied", key),
                argumentSet("BSD", "sysctl: net.inet.tcp.msl: Operation not permitted", SettingKeys.BSD_MSL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sysctl: cannot stat /proc/sys/net/ipv4/tcp_tw_recycle: No such file or directory",
                "sysctl: unknown oid 'net.inet.tcp.msl'",
                "sysctl: permission denied on key 'net.ipv4.tcp_fastopen_key'",
                "root@web:~# sysctl -a",
                "[root@web ~]# sysctl net.ipv4.tcp_fin_timeout",
                "ana@mac ~ % sysctl -a",
                "$ sysctl -a",
                "% sysctl -a",
                "$ sudo sysctl -a",
                "sysctl -a",
                "root@web:~#",
                "# a comment",
                "; a comment",
                "   "
            })
    void passesOverQuietly(String line) {
        ParsedSettings read =
                SysctlTextTest.parse("vm.swappiness = 60\n" + line + "\nnet.ipv4.tcp_fin_timeout = 60\n" + line + "\n");

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.denied()).isEmpty();
        assertThat(SysctlTextTest.values(read)).isEqualTo(Map.of(SettingKeys.FIN_TIMEOUT, "60"));
        assertThat(read.recognisedLines()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource
    void reportsALine(String line, String message) {
        ParsedSettings read = SysctlTextTest.parse("vm.swappiness = 60\n" + line + "\nfs.file-max = 1\n");

        assertThat(read.diagnostics()).containsExactly(new Diagnostic("sysctl", 2, message));
    }

    static Stream<Arguments> reportsALine() {
        return Stream.of(
                argumentSet(
                        "no separator",
                        "net.ipv4.tcp_tw_reuse 1",
                        "no \"=\" between key and value: \"net.ipv4.tcp_tw_reuse 1\""),
                argumentSet("prose", "Please look at this", "not a setting: \"Please look at this\""),
                argumentSet(
                        "refused value",
                        "sysctl: setting key \"net.ipv4.tcp_tw_reuse\": Invalid argument",
                        "sysctl reported an error: \"sysctl: setting key \"net.ipv4.tcp_tw_reuse\":"
                                + " Invalid argument\""),
                argumentSet("escape sequence", "\u001B[1mbold", "not a setting: \"\\u001b[1mbold\""));
    }

    @Test
    void takesTheBlanksOfWebPagesForBlanks() {
        ParsedSettings parsed =
                SettingsText.parse("net.ipv4.tcp_fin_timeout\u00a0=\u00a06\n", "sysctl", SettingKeyTable.standard());

        assertThat(parsed.settings()).extracting(Setting::value).containsExactly("6");
    }
}
