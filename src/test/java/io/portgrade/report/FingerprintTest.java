package io.portgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Finding;
import io.portgrade.finding.Remediation;
import io.portgrade.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    private static final Finding FINDING =
            finding("reuse/without-timestamps", Severity.HIGH, "net.ipv4.tcp_timestamps", "0", 812);

    /** It must not change between releases, or every recorded finding would look new. */
    @Test
    void isForEver() {
        assertThat(Fingerprint.of(FINDING)).isEqualTo("1058684125467c3d");
    }

    @Test
    void staysWhenValueLineSeverityAndWordsChange() {
        Finding other = new Finding(
                FINDING.rule(),
                Severity.LOW,
                "Other words.",
                List.of(new Evidence("net.ipv4.tcp_timestamps", "7", "sysctl", 3)),
                Remediation.remove("Other.", "a.b"));
        assertThat(Fingerprint.of(other)).isEqualTo(Fingerprint.of(FINDING));
    }

    @ParameterizedTest
    @CsvSource({
        "./sd/a.conf, sd/a.conf",
        "sd//a.conf, sd/a.conf",
        ".//sd/./a.conf, sd/a.conf",
        "/etc//a.conf, /etc/a.conf",
        "sd/../sd/a.conf, sd/a.conf",
        "x/y/../../sd/./a.conf, sd/a.conf",
        "/etc/sysctl.d/../a.conf, /etc/a.conf",
        "/../etc/a.conf, /etc/a.conf",
        "x/../../a.conf, ../a.conf",
    })
    void isTheSameForEverySpellingOfAPath(String spelled, String plain) {
        assertThat(Fingerprint.of(in(spelled))).isEqualTo(Fingerprint.of(in(plain)));
    }

    @ParameterizedTest
    @CsvSource({
        "etc/a.conf, /etc/a.conf",
        "a../b.conf, a/b.conf",
        "../a.conf, a.conf",
        "../../a.conf, ../a.conf",
        ".a.conf, a.conf"
    })
    void otherPathsAreOthers(String one, String other) {
        assertThat(Fingerprint.of(in(one))).isNotEqualTo(Fingerprint.of(in(other)));
    }

    private static Finding in(String source) {
        return new Finding(
                FINDING.rule(),
                Severity.HIGH,
                "x",
                List.of(new Evidence("net.ipv4.tcp_timestamps", "0", source, 1)),
                FINDING.remediation());
    }

    @Test
    void differsByRuleKeyAndSource() {
        assertThat(List.of(
                        Fingerprint.of(FINDING),
                        Fingerprint.of(
                                finding("reuse/timestamps-off", Severity.HIGH, "net.ipv4.tcp_timestamps", "0", 812)),
                        Fingerprint.of(finding(FINDING.rule(), Severity.HIGH, "net.ipv4.tcp_tw_reuse", "0", 812)),
                        Fingerprint.of(new Finding(
                                FINDING.rule(),
                                Severity.HIGH,
                                "x",
                                List.of(new Evidence("net.ipv4.tcp_timestamps", "0", "settings", null)),
                                FINDING.remediation()))))
                .doesNotHaveDuplicates()
                .allMatch(print -> print.matches("[0-9a-f]{16}"));
    }

    private static Finding finding(String rule, Severity severity, String key, String value, int line) {
        return new Finding(
                rule,
                severity,
                "It is so.",
                List.of(new Evidence(key, value, "sysctl", line)),
                Remediation.set("Set it.", key, "1"));
    }
}
