package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.portgrade.ingest.Fixture;
import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.SourceLocation;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WindowsTextTest {

    private static final String PORTS =
            "Protocol tcp Dynamic Port Range\n------------------\nStart Port : 10000\nNumber of Ports : 500\n";

    @Test
    void readsSeveralTablesOfOnePaste() {
        ParsedSettings read = parse(Fixture.text("windows-2022/netsh.txt"));

        assertThat(values(read))
                .isEqualTo(Map.of(
                        SettingKeys.WINDOWS_DYNAMIC_PORT_START, "49152",
                        SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "16384",
                        SettingKeys.WINDOWS_UDP_PORT_START, "40000",
                        SettingKeys.WINDOWS_UDP_PORT_NUM, "1000",
                        SettingKeys.WINDOWS_TIMESTAMPS, "allowed"));
        assertThat(read.detected()).contains(OperatingSystem.WINDOWS);
        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.settings()).extracting(Setting::source).contains(SourceLocation.of("sysctl", 24));
    }

    @ParameterizedTest
    @MethodSource
    void readsPorts(String text, Map<String, String> values) {
        assertThat(values(parse(text))).isEqualTo(values);
    }

    static Stream<Arguments> readsPorts() {
        Map<String, String> ports =
                Map.of(SettingKeys.WINDOWS_DYNAMIC_PORT_START, "10000", SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "500");
        String other = PORTS.replace("10000", "20000");
        Map<String, String> udp =
                Map.of(SettingKeys.WINDOWS_UDP_PORT_START, "10000", SettingKeys.WINDOWS_UDP_PORT_NUM, "500");
        return Stream.of(
                argumentSet("alone", PORTS, ports),
                argumentSet("blank lines", PORTS.replace("\n", "\n\n"), ports),
                argumentSet("IPv4 before IPv6, without commands", PORTS + "\n" + other, ports),
                argumentSet("UDP", PORTS.replace("tcp", "udp"), udp),
                argumentSet(
                        "UDP before IPv6, without commands",
                        PORTS.replace("tcp", "udp") + other.replace("tcp", "udp"),
                        udp),
                argumentSet(
                        "UDP of IPv6",
                        "C:\\>netsh int ipv6 show dynamicport udp\n" + PORTS.replace("tcp", "udp"),
                        Map.of()),
                argumentSet("IPv6", "C:\\>netsh interface ipv6 show dynamicport tcp\n" + PORTS, Map.of()),
                argumentSet(
                        "IPv6 before IPv4",
                        "C:\\>netsh int ipv6 show dynamicport tcp\n" + other
                                + "C:\\>netsh int ipv4 show dynamicport tcp\n" + PORTS,
                        ports),
                argumentSet("no table", "tcp\na : 1\nb : 2\n", Map.of()));
    }

    @Test
    void readsATranslatedTable() {
        assertThat(values(parse(Fixture.text("windows-2022/netsh-de.txt"))))
                .isEqualTo(Map.of(
                        SettingKeys.WINDOWS_DYNAMIC_PORT_START, "49152",
                        SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "16384"));
    }

    @ParameterizedTest
    @MethodSource
    void readsTheRegistry(String text) {
        ParsedSettings read = parse(text);

        assertThat(values(read))
                .isEqualTo(Map.of(
                        SettingKeys.WINDOWS_MAX_USER_PORT, "65534",
                        SettingKeys.WINDOWS_TIMED_WAIT_DELAY, "30"));
        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.detected()).contains(OperatingSystem.WINDOWS);
    }

    static Stream<Arguments> readsTheRegistry() {
        return Stream.of(
                argumentSet("reg query", Fixture.text("windows-2022/reg-query.txt")),
                argumentSet("Get-ItemProperty", Fixture.text("windows-2022/get-itemproperty.txt")),
                argumentSet(
                        "file of regedit",
                        SubmittedText.of(Fixture.bytes("windows-2022/parameters.reg"), "sysctl")
                                .text()),
                argumentSet("values alone", "MaxUserPort REG_DWORD 0xFFFE\ntcptimedwaitdelay  REG_DWORD  0x1e"));
    }

    @ParameterizedTest
    @MethodSource
    void leavesOtherRegistryKeysAlone(String text) {
        assertThat(parse(text).settings()).isEmpty();
    }

    static Stream<Arguments> leavesOtherRegistryKeysAlone() {
        String path = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\";
        String query = "    TcpTimedWaitDelay    REG_DWORD    0x1e\n";
        return Stream.of(
                argumentSet("IPv6", path + "Tcpip6\\Parameters\n" + query),
                argumentSet("an interface", path + "Tcpip\\Parameters\\Interfaces\\{1}\n" + query),
                argumentSet("file", "[" + path + "Tcpip6\\Parameters]\n\"TcpTimedWaitDelay\"=dword:0000001e\n"),
                argumentSet("list", "TcpTimedWaitDelay : 30\nPSPath : Registry::" + path + "Tcpip6\\Parameters\n"));
    }

    @Test
    void reportsAValueThatIsNoNumber() {
        ParsedSettings read = parse("TcpTimedWaitDelay    REG_SZ    thirty\n");

        assertThat(read.settings()).isEmpty();
        assertThat(read.diagnostics()).singleElement().returns(1, Diagnostic::line);
    }

    private static ParsedSettings parse(String text) {
        return SettingsText.parse(text, "sysctl", SettingKeyTable.standard());
    }

    private static Map<String, String> values(ParsedSettings read) {
        return read.settings().stream().collect(Collectors.toMap(Setting::key, Setting::value));
    }
}
