package io.portgrade.report;

import static io.portgrade.report.RemediationWriterTest.files;
import static io.portgrade.snapshot.OperatingSystem.LINUX;
import static io.portgrade.snapshot.OperatingSystem.MACOS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.SourceText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysctlFilesTest {

    @ParameterizedTest
    @CsvSource({
        "FREEBSD, /etc/sysctl.conf.local, /etc/sysctl.conf.local",
        "MACOS, /etc/sysctl.conf, roles/base/files/etc/sysctl.conf",
        "LINUX, /etc/sysctl.d/99-zz-portgrade.conf, /etc/sysctl.d/99-zz-portgrade.conf",
        "LINUX, /etc/sysctl.d/zz-portgrade.conf, deploy/zz-portgrade.conf",
        "LINUX, /etc/sysctl.d/~~~zz-portgrade.conf, /etc/sysctl.d/~~~zz-portgrade.conf"
    })
    void keepsWhatElseTheFileHas(OperatingSystem os, String path, String submitted) {
        Settings settings = Settings.of(List.of(intended("net.inet.ip.portrange.last", "40000", submitted)), Map.of());
        SourceText text = new SourceText(submitted, """
                # of the database
                kern.ipc.maxsockbuf=8388608
                \tnet/inet/ip/portrange/last = 40000
                ;net.inet.ip.portrange.last=1
                -kern.maxfiles=500000\r
                -net.inet.ip.portrange.last=50000
                net.inet.ip.portrange.lastly=1
                gone=1
                no assignment""");
        Remediation ports = Remediation.merged(
                "Ports.",
                List.of(
                        Remediation.set("Ports.", Map.of(SettingKeys.BSD_PORTRANGE_LAST, "60999")),
                        Remediation.remove("Gone.", "gone")));

        RemediationSteps steps = RemediationWriter.write(
                ports, new SysctlFiles(os, settings, List.of(new SourceText("sysctl", "kern.a=1"), text)));

        assertThat(steps.file().path()).isEqualTo(path);
        assertThat(steps.file().content()).isEqualTo("""
                # of the database
                kern.ipc.maxsockbuf=8388608
                ;net.inet.ip.portrange.last=1
                -kern.maxfiles=500000
                net.inet.ip.portrange.lastly=1
                no assignment
                net.inet.ip.portrange.last = 60999
                """);
    }

    @Test
    void repeatsNoFileThatIsLongInEachFinding() {
        SourceText text = new SourceText("/etc/sysctl.conf", "# a comment\n".repeat(10_000));
        SysctlFiles files = new SysctlFiles(MACOS, Settings.none(), List.of(text));

        assertThat(RemediationWriter.ofFinding(RemediationWriterTest.FULL, files)
                        .file())
                .isNull();
        assertThat(RemediationWriter.write(RemediationWriterTest.FULL, files)
                        .file()
                        .content())
                .startsWith(text.text())
                .endsWith("\nnet.ipv4.tcp_timestamps = 1\n");
    }

    @Test
    void removesFromEveryFile() {
        Settings submitted = Settings.of(
                List.of(
                        intended(SettingKeys.TW_RECYCLE, "1", "/etc/sysctl.d/10-a.conf"),
                        intended(SettingKeys.TW_RECYCLE, "0", "/etc/sysctl.d/90-b.conf")),
                Map.of());
        RemediationSteps steps = RemediationWriter.write(RemediationWriterTest.FULL, files(LINUX, submitted));
        assertThat(steps.commands())
                .last()
                .asString()
                .endsWith("'s|^[[:space:]]*-\\{0,1\\}net[./]ipv4[./]tcp_tw_recycle"
                        + "[[:space:]]*=|# &|' /etc/sysctl.d/10-a.conf /etc/sysctl.d/90-b.conf");
        assertThat(steps.ansible()).contains("/etc/sysctl.d/10-a.conf\"", "/etc/sysctl.d/90-b.conf\"");
    }

    @Test
    void fileSortsAfterThoseSubmittedAndRemovalIsWhereTheSettingStands() {
        Settings submitted = Settings.of(
                List.of(
                        intended(SettingKeys.TIMESTAMPS, "0", "/etc/sysctl.d/zzz.conf"),
                        intended(SettingKeys.TW_RECYCLE, "1", "/etc/sysctl.d/10 a.conf")),
                Map.of());
        RemediationSteps steps = RemediationWriter.write(RemediationWriterTest.FULL, files(LINUX, submitted));
        assertThat(steps.file().path())
                .isEqualTo("/etc/sysctl.d/zzzzz-portgrade.conf")
                .isGreaterThan("/etc/sysctl.d/zzz.conf");
        assertThat(steps.commands()).last().asString().endsWith(" '/etc/sysctl.d/10 a.conf'");
        assertThat(RemediationWriterTest.tasks(steps.ansible()))
                .last()
                .asString()
                .contains("sysctl_file=/etc/sysctl.d/10 a.conf");
    }

    private static Setting intended(String key, String value, String file) {
        return new Setting(key, value, SourceLocation.of(file, 1), Origin.INTENDED);
    }
}
