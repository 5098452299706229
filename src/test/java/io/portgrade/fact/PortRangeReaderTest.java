package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.report.AuditReport;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of {@code ip_local_port_range}. */
class PortRangeReaderTest {

    /** Measured on Linux 6.18: a single number sets the low end alone, and 62000 is refused while the high end is 60999. */
    @ParameterizedTest(name = "{0} on Linux {1}: {2}")
    @CsvSource({
        "40000, 6.8.0, 21000",
        "40000, , 21000",
        "40000, 4.1.52, 21001",
        "40001, 4.1.52, 21000",
        "60999, 6.8.0, 1",
    })
    void aSingleNumberIsTheLowEnd(String value, String kernel, int ports) {
        AuditReport report = report(value, kernel);

        assertThat(report.capacity().usablePorts()).isEqualTo(ports);
        assertThat(report.diagnostics())
                .extracting(Diagnostic::message)
                .singleElement()
                .asString()
                .startsWith("net.ipv4.ip_local_port_range = \"" + value
                        + "\": a single number is the low end of the range: the kernel keeps the high end it has, here taken"
                        + " to be " + ("4.1.52".equals(kernel) ? "61000" : "60999"));
    }

    /** Measured on Linux 6.18. */
    @ParameterizedTest(name = "{0} is {1}, {2} ports")
    @CsvSource({
        "20000 60999 # wide, 20000 60999, 41000, ', and nothing behind it'",
        "20000 60999 61000, 20000 60999, 41000, ', and nothing behind it'",
        "0x8000 0xee47, 32768 60999, 28232, ': a leading 0 makes a number octal, 0x hexadecimal'",
        "0100000 0167107, 32768 60999, 28232, ': a leading 0 makes a number octal, 0x hexadecimal'",
    })
    void whatTheKernelReadsOtherwiseThanItIsWrittenIsTold(String value, String range, int ports, String how) {
        AuditReport report = report(value, "6.8.0");

        assertThat(report.capacity().usablePorts()).isEqualTo(ports);
        assertThat(report.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("net.ipv4.ip_local_port_range = \"" + value + "\": the kernel reads " + range + how);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20000 60999#",
                "+32768 60999",
                "32768 +60999",
                "032768 060999",
                "32768 #",
                "32768-60999",
                "32768,60999",
                "1e4 60999"
            })
    void whatTheKernelCannotReadIsNoRange(String value) {
        AuditReport report = report(value, "6.8.0");

        assertThat(report.capacity()).isNull();
        assertThat(report.diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("not a port range (two numbers): net.ipv4.ip_local_port_range = \"" + value + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"32768\t60999", "32768 60999", "32768  60999"})
    void asTheKernelPrintsItThereIsNothingToTell(String value) {
        AuditReport report = report(value, "6.8.0");

        assertThat(report.capacity()).isNotNull();
        assertThat(report.diagnostics()).isEmpty();
    }

    @Test
    void aLowEndAboveTheHighEndIsRefused() {
        AuditReport report = report("62000", "6.8.0");

        assertThat(report.capacity()).isNull();
        assertThat(report.findings()).extracting(finding -> finding.rule()).contains("port-range/invalid");
    }

    @Test
    void bothEndsOfARangeOfOnePortAreWritten() {
        assertThat(report("40000 40000", "6.8.0").findings())
                .filteredOn(finding -> finding.rule().equals("port-range/same-parity"))
                .singleElement()
                .extracting(finding -> finding.explanation())
                .asString()
                .startsWith("Both ends of the range 40000-40000 are even or both are odd.");
    }

    @Test
    void aLowestPortThatTheKernelRefusesIsNotInForce() {
        HostSnapshot host = TestAudits.host(OperatingSystem.LINUX, "6.8.0", Map.of())
                .changed(
                        Map.of(
                                SettingKeys.LOCAL_PORT_RANGE, "500 60999",
                                SettingKeys.UNPRIVILEGED_PORT_START, "65536"),
                        List.of());

        assertThat(TestAudits.audit(host, "default").findings())
                .filteredOn(finding -> finding.rule().equals("port-range/invalid"))
                .singleElement()
                .extracting(finding -> finding.explanation())
                .asString()
                .contains("taken to be 1024, its default: a value was submitted that the kernel refuses");
    }

    private static AuditReport report(String range, String kernel) {
        HostSnapshot host = new HostSnapshot(
                new Host("web-17", OperatingSystem.LINUX, kernel, Map.of(), List.of(), null),
                EnumSet.of(Section.SETTINGS),
                Settings.none().changed(Map.of(SettingKeys.LOCAL_PORT_RANGE, range), List.of()),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return TestAudits.audit(host, "default");
    }
}
