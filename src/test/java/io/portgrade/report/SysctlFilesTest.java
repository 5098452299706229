package io.portgrade.report;

import static io.portgrade.snapshot.OperatingSystem.FREEBSD;
import static io.portgrade.snapshot.OperatingSystem.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SysctlFilesTest {

    @Test
    void keepsWhatElseTheFileHas() {
        Settings submitted = Settings.of(
                List.of(
                        intended("net.inet.ip.portrange.last", "40000", "/etc/sysctl.conf"),
                        intended("net.inet.ip.portrange.last", "50000", "/etc/sysctl.conf.local"),
                        intended("kern.maxfiles", "500000", "/etc/sysctl.conf.local"),
                        intended("kern.maxproc", "4000", "/etc/sysctl.conf")),
                Map.of());
        Remediation ports = Remediation.set("Ports.", Map.of(SettingKeys.BSD_PORTRANGE_LAST, "60999"));
        assertThat(RemediationWriter.write(ports, FREEBSD, submitted).file().content())
                .isEqualTo("kern.maxfiles = 500000\nnet.inet.ip.portrange.last = 60999\n");
    }

    @Test
    void removesFromEveryFile() {
        Settings submitted = Settings.of(
                List.of(
                        intended(SettingKeys.TW_RECYCLE, "1", "/etc/sysctl.d/10-a.conf"),
                        intended(SettingKeys.TW_RECYCLE, "0", "/etc/sysctl.d/90-b.conf")),
                Map.of());
        RemediationSteps steps = RemediationWriter.write(RemediationWriterTest.FULL, LINUX, submitted);
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
        RemediationSteps steps = RemediationWriter.write(RemediationWriterTest.FULL, LINUX, submitted);
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
