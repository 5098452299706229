package io.portgrade.ingest.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.ingest.text.SubmittedText;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SettingsTextPropertiesTest {

    @Property
    void readsWhateverText(@ForAll String text) {
        check(text);
    }

    @Property
    void readsWhateverBytes(@ForAll byte[] bytes) {
        check(SubmittedText.of(bytes, "sysctl").text());
    }

    @Property(tries = 5_000)
    void readsWhateverComesNearASetting(@ForAll("scraps") String text) {
        check(text);
    }

    @Property
    void keepsTheLastValueOfEachKey(@ForAll("assignments") List<Map.Entry<String, String>> assignments) {
        StringBuilder text = new StringBuilder("vm.swappiness = 60\n");
        Map<String, String> expected = new HashMap<>();
        assignments.forEach(assignment -> {
            text.append(assignment.getKey())
                    .append(" = ")
                    .append(assignment.getValue())
                    .append('\n');
            expected.put(assignment.getKey(), assignment.getValue());
        });

        ParsedSettings read = SettingsText.parse(text.toString(), "sysctl", SettingKeyTable.standard());

        assertThat(read.settings().stream().collect(Collectors.toMap(Setting::key, Setting::value)))
                .isEqualTo(expected);
        assertThat(read.recognisedLines()).isEqualTo(assignments.size() + 1);
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "net.ipv4.tcp_tw_reuse",
                        "kern.ostype",
                        "net/ipv4/tcp_fin_timeout",
                        " = ",
                        "=",
                        ": ",
                        ":",
                        " ",
                        "\t",
                        "\n",
                        "\r",
                        "\r\n",
                        "\0",
                        "1",
                        "-",
                        "#",
                        ".",
                        "/",
                        "'",
                        "\"",
                        "[",
                        "]",
                        "sysctl: ",
                        "permission denied on key ",
                        "/proc/sys/",
                        ": Operation not permitted",
                        "error: ",
                        "$ ",
                        "netsh ",
                        "tcp",
                        "-----",
                        "RFC 1323",
                        "PSPath",
                        "HKEY",
                        "\"MaxUserPort\"",
                        "dword:",
                        "0x",
                        "TcpTimedWaitDelay",
                        " REG_DWORD ",
                        "\\services\\",
                        "[HKEY",
                        "x".repeat(300))
                .list()
                .ofMaxSize(12)
                .map(scraps -> String.join("", scraps));
    }

    @Provide
    Arbitrary<List<Map.Entry<String, String>>> assignments() {
        Arbitrary<String> keys = Arbitraries.of(SettingKeys.all()).filter(key -> key.matches("[a-z0-9_.]+"));
        Arbitrary<String> values =
                Arbitraries.strings().withCharRange('0', '9').withChars('\t').ofMaxLength(6);
        return Combinators.combine(keys, values.map(String::strip))
                .as(Map::entry)
                .list();
    }

    private static void check(String text) {
        ParsedSettings read = SettingsText.parse(text, "sysctl", SettingKeyTable.standard());

        long lines = SubmittedText.of(text, "sysctl").text().lines().count();
        assertThat(read.settings())
                .allSatisfy(setting -> assertThat(setting.source().line()).isBetween(1, (int) lines));
        assertThat(read.settings())
                .allMatch(setting -> SettingKeyTable.standard().contains(setting.key()));
        assertThat(read.diagnostics()).hasSizeLessThanOrEqualTo(103);
    }
}
