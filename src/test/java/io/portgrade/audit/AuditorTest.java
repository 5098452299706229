package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.grade.Grade;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.ingest.settings.SettingKeyTable;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.GateTerms;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single hosts, each for something that went wrong once or is promised; what holds for all is in the properties. */
class AuditorTest {

    @Test
    void aRefusedRangeIsMendedTogetherWithWhatItHid() {
        AuditReport report = audit(Map.of(
                SettingKeys.LOCAL_PORT_RANGE, "60999 32768",
                SettingKeys.MAX_TW_BUCKETS, "5000",
                SettingKeys.CONNTRACK_MAX, "20000"));
        assertThat(find(report, "port-range/invalid").remediation().settings())
                .containsExactly(
                        Map.entry(SettingKeys.LOCAL_PORT_RANGE, "32768 60999"),
                        Map.entry(SettingKeys.MAX_TW_BUCKETS, "262144"),
                        Map.entry(SettingKeys.CONNTRACK_MAX, "65536"));
        assertThat(report.score()).isEqualTo(75);
        assertThat(report.remediation().scoreAfter()).isEqualTo(100);
        assertThat(report.remediation().gradeAfter()).isEqualTo(Grade.A);
    }

    @Test
    void whatAMendedSettingRevealsIsMendedToo() {
        AuditReport report = audit(Map.of(SettingKeys.TW_REUSE, "7", SettingKeys.FIN_TIMEOUT, "30"));
        assertThat(rules(report)).containsExactly("reuse/invalid-value");
        assertThat(report.remediation().steps().settings())
                .containsExactly(Map.entry(SettingKeys.FIN_TIMEOUT, "60"), Map.entry(SettingKeys.TW_REUSE, "2"));
    }

    @Test
    void reuseTurnedOffIsMissedByTheLoadThatNeedsIt() {
        HostSnapshot settings = TestAudits.linux(
                "6.8.0",
                Map.of(
                        SettingKeys.LOCAL_PORT_RANGE, "32768 60999",
                        SettingKeys.TW_REUSE, "1",
                        SettingKeys.TIMESTAMPS, "0"));
        Pool pool = TestPools.opening(900.0, new Destination("10.0.5.12", 5432, "tcp"))
                .peerTimestamps(true)
                .build();
        HostSnapshot host = new HostSnapshot(
                settings.host(),
                settings.submitted(),
                settings.settings(),
                null,
                List.of(),
                List.of(pool),
                List.of(),
                List.of(),
                List.of());
        AuditReport report = TestAudits.audit(host, "hardened-no-timestamps");
        AuditReport after = TestAudits.audit(
                host.changed(report.remediation().steps().settings(), List.of()), "hardened-no-timestamps");
        assertThat(rules(after)).contains("reuse/off-under-churn");
        assertThat(report.remediation().scoreAfter()).isEqualTo(after.score());
    }

    @Test
    void bothReuseSwitchesAreResetTogether() {
        AuditReport report = audit(Map.of(SettingKeys.TW_REUSE, "7", SettingKeys.TIMESTAMPS, "-1"));
        assertThat(report.findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.remediation().settings())
                        .containsExactly(Map.entry(SettingKeys.TIMESTAMPS, "1"), Map.entry(SettingKeys.TW_REUSE, "2")));
    }

    @Test
    void noSizeOfTheConnectionTableIsBeyondTheKernelsInt() {
        AuditReport report =
                audit(Map.of(SettingKeys.CONNTRACK_MAX, "2147483647", SettingKeys.CONNTRACK_COUNT, "2147483647"));
        RemediationSteps fix = find(report, "conntrack/table-too-small").remediation();
        assertThat(fix.settings()).isEmpty();
        assertThat(fix.summary()).startsWith("Find out what fills the table");
    }

    @Test
    void aLongListOfPortsIsCountedNotCut() {
        String listeners = IntStream.range(0, 30)
                .mapToObj(i -> "LISTEN 0 128 0.0.0.0:" + (40_000 + 10 * i) + " 0.0.0.0:*\n")
                .collect(Collectors.joining());
        HostSnapshot host = new SnapshotReader(SettingKeyTable.with(List.of()))
                .read(new AuditRequest(
                        null,
                        "net.ipv4.ip_local_port_range = 32768 60999\nnet.ipv4.ip_local_reserved_ports =\n",
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        listeners,
                        null,
                        null))
                .snapshot();

        assertThat(TestAudits.audit(host, "default").findings())
                .filteredOn(finding -> finding.rule().equals("port-range/listener-inside"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remediation().summary())
                        .contains("ip_local_reserved_ports to the 30 ports that the command lists")
                        .doesNotContain("…"));
    }

    @Test
    void aRangeThatCannotBeMendedIsAdvice() {
        AuditReport report = TestAudits.audit(
                TestAudits.linux(
                        "6.8.0",
                        Map.of(
                                SettingKeys.LOCAL_PORT_RANGE, "50000 65535",
                                SettingKeys.UNPRIVILEGED_PORT_START, "50000")),
                "default");
        RemediationSteps fix = find(report, "port-range/too-small").remediation();
        assertThat(fix.settings()).isEmpty();
        assertThat(fix.summary())
                .isEqualTo("No range here has enough ports and leaves those of services alone. The most is 15536 ports,"
                        + " as it is.");
    }

    @ParameterizedTest(name = "{0} under {1}")
    @CsvSource({"FREEBSD, egress-proxy", "MACOS, load-generator"})
    void whereNothingCanBeReservedServicesAreStayedAwayFrom(OperatingSystem os, String policy) {
        AuditReport report = TestAudits.audit(
                TestAudits.host(
                        os,
                        null,
                        Map.of(SettingKeys.BSD_PORTRANGE_FIRST, "49152", SettingKeys.BSD_PORTRANGE_LAST, "65535")),
                policy);
        RemediationSteps fix = find(report, "port-range/too-small").remediation();
        assertThat(fix.settings()).isEmpty();
        assertThat(fix.summary())
                .contains("38518 ports, with net.inet.ip.portrange.first at 27018")
                .contains("net.inet.ip.portrange.last at 65535");
    }

    @Test
    void aHostOfNoStatedSystemIsMendedInItsOwnKeys() {
        AuditReport report = TestAudits.audit(
                TestAudits.host(
                        null,
                        null,
                        Map.of(
                                SettingKeys.WINDOWS_DYNAMIC_PORT_START, "49152",
                                SettingKeys.WINDOWS_DYNAMIC_PORT_NUM, "1000")),
                "default");
        assertThat(find(report, "port-range/too-small").remediation().commands())
                .containsExactly(
                        "netsh int ipv4 set dynamicport tcp start=32768 num=28232",
                        "netsh int ipv6 set dynamicport tcp start=32768 num=28232");
        assertThat(report.capacity().timeWaitSeconds()).isEqualTo(120);
    }

    @Test
    void reservedPortsOfLinuxAreNoneElsewhere() {
        AuditReport report = TestAudits.audit(
                TestAudits.host(
                        OperatingSystem.FREEBSD,
                        null,
                        Map.of(
                                SettingKeys.BSD_PORTRANGE_FIRST, "32768",
                                SettingKeys.BSD_PORTRANGE_LAST, "65535",
                                SettingKeys.LOCAL_RESERVED_PORTS, "40000-60000")),
                "default");
        assertThat(report.capacity().usablePorts()).isEqualTo(32_768);
        assertThat(report.findings()).isEmpty();
    }

    @ParameterizedTest(name = "at least {0}: {1}")
    @CsvSource({"A, false", "B, false", "C, true", "F, true"})
    void theGateHoldsTheGradeAgainstTheLeast(String least, boolean passed) {
        Grade minGrade = Grade.find(least).orElseThrow();
        HostSnapshot host = TestAudits.linux("6.8.0", Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "0"));
        AuditReport report =
                TestAudits.AUDITOR.audit(host, TestAudits.policy("default"), new GateTerms(minGrade, null, null));
        assertThat(report.grade()).isEqualTo(Grade.C);
        assertThat(report.gate().minGrade()).isEqualTo(minGrade);
        assertThat(report.gate().passed()).isEqualTo(passed);
        assertThat(report.gate().reasons())
                .isEqualTo(passed ? List.of() : List.of("the grade is C, below " + minGrade.letter()));
        assertThat(TestAudits.audit(host, "default").gate()).isNull();
    }

    @Test
    void aHostThatSendsNothingIsNotPassed() {
        HostSnapshot nothing = new HostSnapshot(
                new Host("web-17", OperatingSystem.LINUX, null, Map.of(), List.of(), null),
                java.util.Set.of(),
                io.portgrade.snapshot.Settings.none(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        AuditReport report = TestAudits.audit(nothing, "default");
        assertThat(report.findings()).isEmpty();
        assertThat(report.categories())
                .filteredOn(category -> !category.name().equals("coverage"))
                .allMatch(category -> category.grade() == null);
        assertThat(report.worstCaseGrade()).isEqualTo(Grade.F);
        assertThat(report.grade()).isNotEqualTo(Grade.A_PLUS);
        assertThat(report.remediation()).isNull();
        assertThat(report.capacity()).isNull();
    }

    @Test
    void whatThePolicyRequiresAndWasNotSentIsAFinding() {
        AuditReport report = TestAudits.audit(TestAudits.linux("6.8.0", Map.of()), "k8s-node");
        ReportedFinding finding = find(report, "coverage/required-missing");
        assertThat(finding.severity().id()).isEqualTo("high");
        assertThat(finding.explanation()).startsWith("The policy k8s-node requires the section sockets, which was");
        assertThat(finding.remediation().settings()).isEmpty();
    }

    @Test
    void nothingIsWorseWhereNothingIsOpen() {
        HostSnapshot host = TestAudits.linux("6.8.0", Map.of(SettingKeys.LOCAL_PORT_RANGE, "32768 60999"));
        Policy all = TestAudits.policy("default");
        SortedMap<String, String> open = new TreeMap<>();
        TestAudits.AUDITOR.audit(host, all).notAssessed().forEach(rule -> open.put(rule.rule(), "not open"));
        AuditReport report = TestAudits.AUDITOR.audit(
                host,
                new Policy(
                        all.name(),
                        all.version(),
                        all.summary(),
                        all.outboundLoad(),
                        all.kubernetesNode(),
                        all.thresholds(),
                        all.servicePorts(),
                        all.severities(),
                        open,
                        all.requires()));
        assertThat(report.rules().isComplete()).isTrue();
        assertThat(report.grade()).isEqualTo(Grade.A_PLUS);
        assertThat(report.worstCaseGrade()).isEqualTo(Grade.A_PLUS);
    }

    private static AuditReport audit(Map<String, String> settings) {
        return TestAudits.audit(TestAudits.linux("6.8.0-45-generic", settings), "default");
    }

    private static ReportedFinding find(AuditReport report, String rule) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rules(AuditReport report) {
        return report.findings().stream().map(ReportedFinding::rule).toList();
    }
}
