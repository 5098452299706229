package io.portgrade.report;

import static io.portgrade.report.RemediationWriterTest.files;
import static io.portgrade.snapshot.OperatingSystem.LINUX;
import static io.portgrade.snapshot.OperatingSystem.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Remediation;
import io.portgrade.snapshot.Origin;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a submitter may have written into names and values never becomes part of what somebody runs. */
class SubmittedNamesTest {

    static Stream<String> hostileNames() {
        return Stream.of(
                "/etc/sysctl.d/zz{{ lookup('pipe','id>x') }}.conf",
                "/etc/sysctl.d/zz{% include 'x' %}.conf",
                "/etc/sysctl.d/zz{# x #}.conf",
                "/etc/sysctl.d/zz: x #.conf",
                "/etc/sysctl.d/zz\n    state: absent\n- ansible.builtin.shell: id\n.conf",
                "--expression=1e id;zz.conf",
                "/etc/sysctl.d/zz\u2028\u0085\u001b.conf",
                "/etc/sysctl.d/" + "z".repeat(5_000) + ".conf");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void aSubmittedNameIsNeverMoreThanAName(String path) {
        Settings submitted = Settings.of(
                List.of(new Setting(SettingKeys.TW_RECYCLE, "1", SourceLocation.of(path, 1), Origin.INTENDED)),
                Map.of());
        RemediationSteps steps = RemediationWriter.write(RemediationWriterTest.FULL, files(LINUX, submitted));
        assertThat(steps.file().path()).matches("/etc/sysctl[.]d/[A-Za-z0-9._~-]{1,255}");
        assertThat(steps.ansible()).doesNotContain("{{", "{%", "{#");
        assertThat(RemediationWriterTest.tasks(steps.ansible()))
                .hasSize(4)
                .allSatisfy(task -> assertThat(task).hasSize(3));
        assertThat(steps.commands()).last().asString().doesNotContain("\n", " -e", " --expression", "\u001b");
    }

    @Test
    void writesNoTaskThatAnsibleWouldExpand() {
        assertThat(RemediationWriter.write(Remediation.set("Any.", "net.a.b", "{{ 1 }}"), files(LINUX, Settings.none()))
                        .ansible())
                .isNull();
    }

    @Test
    void writesNoCommandOfWhatIsNoNumber() {
        Remediation restored = Remediation.set(
                "Ports.",
                Map.of(
                        SettingKeys.WINDOWS_DYNAMIC_PORT_START, "1 & calc",
                        SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "28232"));
        assertThat(RemediationWriter.write(restored, files(WINDOWS, Settings.none()))
                        .commands())
                .isEmpty();
    }
}
