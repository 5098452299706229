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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SysctlTextTest {

    private static final String LINUX = Fixture.text("linux-6.18/sysctl.txt");

    @Test
    void readsACapturedLinuxDump() {
        ParsedSettings read = parse(LINUX);

        assertThat(read.recognisedLines()).isEqualTo(1304);
        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.denied()).isEmpty();
        assertThat(read.detected()).contains(OperatingSystem.LINUX);
        assertThat(values(read))
                .hasSize(15)
                .containsEntry(SettingKeys.LOCAL_PORT_RANGE, "32768\t60999")
                .containsEntry(SettingKeys.LOCAL_RESERVED_PORTS, "")
                .containsEntry(SettingKeys.TW_REUSE, "2")
                .containsEntry(SettingKeys.HOSTNAME, "web-17");
        assertThat(read.settings())
                .contains(new Setting(SettingKeys.FIN_TIMEOUT, "60", SourceLocation.of("sysctl", 608), Origin.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\n\n", " \n", "\t\n"})
    void readsOtherLineEnds(String lineEnd) {
        assertThat(values(parse(LINUX.replace("\n", lineEnd)))).isEqualTo(values(parse(LINUX)));
        assertThat(parse(LINUX.replace("\n", lineEnd)).diagnostics()).isEmpty();
    }

    @Test
    void readsFreeBsdWithValuesOfSeveralLines() {
        ParsedSettings read = parse(Fixture.text("freebsd-14/sysctl.txt"));

        assertThat(read.detected()).contains(OperatingSystem.FREEBSD);
        assertThat(read.diagnostics()).isEmpty();
        assertThat(values(read))
                .containsEntry(SettingKeys.BSD_PORTRANGE_FIRST, "10000")
                .containsEntry(SettingKeys.BSD_PORTRANGE_LAST, "65535")
                .containsEntry(SettingKeys.BSD_PORTRANGE_RANDOMIZED, "1")
                .containsEntry(SettingKeys.BSD_RESERVED_HIGH, "1023")
                .containsEntry(SettingKeys.BSD_MSL, "30000")
                .containsEntry(SettingKeys.BSD_HOSTNAME, "gw-1.example.net");
    }

    @Test
    void readsTheSameWithEqualsSigns() {
        ParsedSettings read = parse(Fixture.text("freebsd-14/sysctl-e.txt"));

        assertThat(read.diagnostics()).isEmpty();
        assertThat(read.detected()).contains(OperatingSystem.FREEBSD);
        assertThat(values(read)).isEqualTo(values(parse(Fixture.text("freebsd-14/sysctl.txt"))));
    }

    @Test
    void readsMacOs() {
        ParsedSettings read = parse(Fixture.text("macos-14/sysctl.txt"));

        assertThat(read.detected()).contains(OperatingSystem.MACOS);
        assertThat(read.diagnostics()).isEmpty();
        assertThat(values(read))
                .containsEntry(SettingKeys.BSD_PORTRANGE_FIRST, "49152")
                .containsEntry(SettingKeys.BSD_MSL, "15000")
                .containsEntry(SettingKeys.BSD_OSRELEASE, "23.5.0");
    }

    @Test
    void reportsLinesThatFollowOneAnotherOnce() {
        ParsedSettings read = parse("one thing\nor another\nand more\nvm.swappiness = 60\nat last\n");

        assertThat(read.diagnostics())
                .extracting(Diagnostic::line, Diagnostic::message)
                .containsExactly(
                        tuple(1, "not a setting: \"one thing\", and so on to line 3"),
                        tuple(5, "not a setting: \"at last\""));
    }

    @Test
    void keepsTheLastOfTwoValues() {
        ParsedSettings read = parse("net.ipv4.tcp_fin_timeout = 60\nfs.x = 1\nnet.ipv4.tcp_fin_timeout = 15\n");

        assertThat(values(read)).isEqualTo(Map.of(SettingKeys.FIN_TIMEOUT, "15"));
        assertThat(read.diagnostics())
                .singleElement()
                .returns(3, Diagnostic::line)
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains("line 1", "line 3"));
    }

    @Test
    void reportsATextThatEndsInsideALine() {
        ParsedSettings key = parse("vm.swappiness = 60\nnet.ipv4.tcp_fin_ti");
        ParsedSettings value = parse("vm.swappiness = 60\nnet.ipv4.tcp_fin_timeout = ");

        assertThat(key.diagnostics()).singleElement().returns(2, Diagnostic::line);
        assertThat(value.diagnostics()).singleElement().returns(2, Diagnostic::line);
        assertThat(value.settings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "", "  ", "\t"})
    void findsAllSettingsOfADumpOnOneLine(String lineEnd) {
        ParsedSettings read = parse(LINUX.replace("\n", lineEnd));

        assertThat(values(read)).isEqualTo(values(parse(LINUX)));
        assertThat(read.settings()).allMatch(setting -> setting.source().equals(SourceLocation.of("sysctl", 1)));
        assertThat(read.recognisedLines()).isEqualTo(1304);
        assertThat(read.detected()).contains(OperatingSystem.LINUX);
        assertThat(read.diagnostics()).singleElement().returns(1, Diagnostic::line);
    }

    @Test
    void findsTheSettingsOfOneShortLine() {
        ParsedSettings read = parse("net.inet.tcp.msl: 30000 net.inet.ip.portrange.first: 10000 kern.ostype: FreeBSD");

        assertThat(values(read))
                .isEqualTo(Map.of(
                        SettingKeys.BSD_MSL, "30000",
                        SettingKeys.BSD_PORTRANGE_FIRST, "10000",
                        SettingKeys.BSD_OSTYPE, "FreeBSD"));
    }

    @ParameterizedTest
    @MethodSource
    void recognisesTheSystem(String text, List<OperatingSystem> system) {
        assertThat(parse(text).detected().stream().toList()).isEqualTo(system);
    }

    static Stream<Arguments> recognisesTheSystem() {
        return Stream.of(
                argumentSet("one Linux key", "net.ipv4.tcp_syncookies = 1", List.of(OperatingSystem.LINUX)),
                argumentSet("Linux type", "kernel.ostype = Linux", List.of(OperatingSystem.LINUX)),
                argumentSet("FreeBSD type", "vm.x: 1\nkern.ostype: FreeBSD", List.of(OperatingSystem.FREEBSD)),
                argumentSet("FreeBSD only", "net.inet.ip.portrange.randomized: 1", List.of(OperatingSystem.FREEBSD)),
                argumentSet("Darwin", "kern.ostype: Darwin", List.of(OperatingSystem.MACOS)),
                argumentSet("macOS only", "vm.x: 1\nkern.osproductversion: 14.5", List.of(OperatingSystem.MACOS)),
                argumentSet("type over names", "kern.geom.x: 1\nkern.ostype: Darwin", List.of(OperatingSystem.MACOS)),
                argumentSet(
                        "FreeBSD or macOS",
                        "net.inet.ip.portrange.first: 10000\n" + "net.inet.ip.portrange.last: 65535\n",
                        List.of()),
                argumentSet("another BSD", "kern.ostype: OpenBSD", List.of()));
    }

    @Test
    void doesNotAnswerProse() {
        ParsedSettings read = parse("Hello,\nplease audit my host.\nThank you");

        assertThat(read.isReadable()).isFalse();
        assertThat(read.settings()).isEmpty();
    }

    @Test
    void keepsWhatRulesOfTheOperatorRead() {
        ParsedSettings read = SettingsText.parse(LINUX, "sysctl", SettingKeyTable.with(List.of("net.core.somaxconn")));

        assertThat(values(read)).hasSize(16).containsEntry("net.core.somaxconn", "4096");
    }

    @Test
    void boundsWhatItSaysOfRubbish() {
        ParsedSettings read = parse("rubbish here\nvm.swappiness = 1\n".repeat(5_000));

        assertThat(read.diagnostics()).hasSize(101);
        assertThat(read.recognisedLines()).isEqualTo(5_000);
    }

    static ParsedSettings parse(String text) {
        return SettingsText.parse(text, "sysctl", SettingKeyTable.standard());
    }

    static Map<String, String> values(ParsedSettings read) {
        return read.settings().stream().collect(Collectors.toMap(Setting::key, Setting::value));
    }
}
