package io.portgrade.report;

import static io.portgrade.snapshot.OperatingSystem.FREEBSD;
import static io.portgrade.snapshot.OperatingSystem.LINUX;
import static io.portgrade.snapshot.OperatingSystem.MACOS;
import static io.portgrade.snapshot.OperatingSystem.WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.audit.TestAudits;
import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.SettingKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CapacityEstimateTest {

    private static final String RANGE = "32768\t60999";
    private static final String NO_SOCKETS = "sockets were not submitted: no port is taken to be held by a listener";
    private static final String NO_RESERVED =
            "net.ipv4.ip_local_reserved_ports was not submitted: no port is taken to be reserved";
    private static final String PEER =
            "the destination has TCP timestamps on; without them its ceiling is that without reuse";

    @ParameterizedTest(name = "kernel {0}, reuse {1}, timestamps {2}, delay {3}: {4}, {5}/s")
    @CsvSource({
        "6.8.0, 0, 1, , never, 470.5",
        "6.8.0, 1, 1, , always, 28203.8",
        "6.8.0, 1, 2, , always, 28203.8",
        "6.8.0, 1, 0, , never, 470.5",
        "6.8.0, 2, 1, , loopback-only, 470.5",
        "6.8.0, 2, 0, , never, 470.5",
        "6.14.0, 1, 1, 1, always, 14116000.0",
        "6.14.0, 1, 1, 60000, always, 470.5",
        "6.14.0, 1, 1, 0, always, 28203.8",
        "6.14.0, 1, 1, 60001, always, 28203.8",
        "6.8.0, 1, 1, 1, always, 28203.8",
        "4.18.0, 0, 1, , never, 470.5"
    })
    void linux(String kernel, String reuse, String timestamps, String delay, String mode, double rate) {
        Map<String, String> settings = new HashMap<>(Map.of(
                SettingKeys.LOCAL_PORT_RANGE, RANGE, SettingKeys.TW_REUSE, reuse, SettingKeys.TIMESTAMPS, timestamps));
        if (delay != null) {
            settings.put(SettingKeys.TW_REUSE_DELAY, delay);
        }
        Capacity capacity = capacity(LINUX, kernel, settings);
        assertThat(capacity.usablePorts()).isEqualTo(28_232);
        assertThat(capacity.connectionsPerDestination()).isEqualTo(28_232);
        assertThat(capacity.timeWaitSeconds()).isEqualTo(60);
        assertThat(capacity.reuse()).extracting(TimeWaitReuse::id).isEqualTo(mode);
        assertThat(capacity.connectionsPerSecondPerDestination()).isEqualTo(rate);
        assertThat(capacity.connectionsPerSecondWithoutReuse()).isEqualTo(470.5);
        if (mode.equals("always")) {
            assertThat(capacity.assumptions()).containsExactly(NO_RESERVED, NO_SOCKETS, PEER);
        } else {
            assertThat(capacity.assumptions()).containsExactly(NO_RESERVED, NO_SOCKETS);
        }
    }

    @ParameterizedTest(name = "kernel {0}: {1}")
    @CsvSource({
        "4.18.20, never, '0 and 1, the defaults before Linux 4.19'",
        "4.19.0, loopback-only, '2 and 1, the defaults since Linux 4.19 and in RHEL 8'",
        ", loopback-only, '2 and 1, the defaults since Linux 4.19 and in RHEL 8'"
    })
    void assumesTheDefaultsOfItsKernel(String kernel, String mode, String defaults) {
        Capacity capacity = capacity(LINUX, kernel, Map.of(SettingKeys.LOCAL_PORT_RANGE, RANGE));
        assertThat(capacity.reuse()).extracting(TimeWaitReuse::id).isEqualTo(mode);
        assertThat(capacity.assumptions())
                .containsExactly(
                        NO_RESERVED,
                        NO_SOCKETS,
                        "tcp_tw_reuse and tcp_timestamps are not both known: taken to be " + defaults);
    }

    static Stream<Arguments> others() {
        Map<String, String> bsd =
                Map.of(SettingKeys.BSD_PORTRANGE_FIRST, "49152", SettingKeys.BSD_PORTRANGE_LAST, "65535");
        Map<String, String> windows =
                Map.of(SettingKeys.WINDOWS_DYNAMIC_PORT_START, "49152", SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "16384");
        String msl = SettingKeys.BSD_MSL;
        String delay = SettingKeys.WINDOWS_TIMED_WAIT_DELAY;
        return Stream.of(
                arguments(FREEBSD, bsd, msl, null, 60, 273.1, msl + " is not known: taken to be 30000, the default"),
                arguments(FREEBSD, bsd, msl, "15000", 30, 546.1, null),
                arguments(FREEBSD, bsd, msl, "x", 60, 273.1, unreadable(msl, "x", 3_600_000, 30_000)),
                arguments(FREEBSD, bsd, msl, "0", 60, 273.1, unreadable(msl, "0", 3_600_000, 30_000)),
                arguments(FREEBSD, bsd, msl, "-1", 60, 273.1, unreadable(msl, "-1", 3_600_000, 30_000)),
                arguments(FREEBSD, bsd, msl, "0x10", 60, 273.1, unreadable(msl, "0x10", 3_600_000, 30_000)),
                arguments(FREEBSD, bsd, msl, "2147483647", 60, 273.1, unreadable(msl, "2147483647", 3_600_000, 30_000)),
                arguments(MACOS, bsd, msl, null, 30, 546.1, msl + " is not known: taken to be 15000, the default"),
                arguments(MACOS, bsd, msl, "1000", 2, 8192.0, null),
                arguments(
                        WINDOWS,
                        windows,
                        delay,
                        null,
                        120,
                        136.5,
                        delay + " is not known: taken to be 120, the default"),
                arguments(WINDOWS, windows, delay, "0", 120, 136.5, unreadable(delay, "0", 3_600, 120)),
                arguments(WINDOWS, windows, delay, "30", 30, 546.1, null),
                arguments(WINDOWS, windows, delay, "300", 300, 54.6, null));
    }

    private static String unreadable(String key, String value, int most, int otherwise) {
        return key + " = \"" + value + "\" is not a whole number from 1 to " + most + ": taken to be " + otherwise
                + ", the default";
    }

    @ParameterizedTest(name = "{0}, {2} = {3}")
    @MethodSource("others")
    void otherSystems(
            OperatingSystem os,
            Map<String, String> range,
            String key,
            String value,
            int timeWait,
            double rate,
            String assumption) {
        Map<String, String> settings = new HashMap<>(range);
        if (value != null) {
            settings.put(key, value);
        }
        Capacity capacity = capacity(os, null, settings);
        assertThat(capacity.usablePorts()).isEqualTo(16_384);
        assertThat(capacity.timeWaitSeconds()).isEqualTo(timeWait);
        assertThat(capacity.reuse()).isNull();
        assertThat(capacity.connectionsPerSecondPerDestination()).isEqualTo(rate);
        assertThat(capacity.connectionsPerSecondWithoutReuse()).isEqualTo(rate);
        if (assumption == null) {
            assertThat(capacity.assumptions()).containsExactly(NO_SOCKETS);
        } else {
            assertThat(capacity.assumptions()).containsExactly(NO_SOCKETS, assumption);
        }
        List<String> told = value == null || assumption == null ? List.of() : List.of(assumption);
        assertThat(TestAudits.audit(TestAudits.host(os, null, settings), "default")
                        .diagnostics())
                .extracting(Diagnostic::message)
                .isEqualTo(told);
    }

    @Test
    void countsReservedPorts() {
        Capacity capacity = capacity(
                LINUX,
                "6.8.0",
                Map.of(SettingKeys.LOCAL_PORT_RANGE, RANGE, SettingKeys.LOCAL_RESERVED_PORTS, "8080,40000-40099"));
        assertThat(capacity.configuredPorts()).isEqualTo(28_232);
        assertThat(capacity.reservedPorts()).isEqualTo(100);
        assertThat(capacity.usablePorts()).isEqualTo(28_132);
        assertThat(capacity.assumptions()).doesNotContain(NO_RESERVED);
    }

    @Test
    void isMissingWithoutARange() {
        assertThat(capacity(LINUX, "6.8.0", Map.of(SettingKeys.TW_REUSE, "1"))).isNull();
        assertThat(capacity(LINUX, "6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "60999 32768")))
                .isNull();
    }

    private static Capacity capacity(OperatingSystem os, String kernel, Map<String, String> settings) {
        return TestAudits.audit(TestAudits.host(os, kernel, settings), "default")
                .capacity();
    }
}
