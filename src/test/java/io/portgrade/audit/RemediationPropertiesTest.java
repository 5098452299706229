package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Evidence;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.RemediationSteps;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.SettingKeys;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What must hold of the remedies for every host, whatever was submitted. */
@Domain(RandomHosts.class)
@Domain(DomainContext.Global.class)
class RemediationPropertiesTest {

    /**
     * Exceptions: a policy of outbound load wants a file for every port, so more ports can show that a process may open too
     * few files; and another range can take in connections that stand outside today's, which then count as in use.
     */
    private static final Set<String> SHOWN_BY_MORE_PORTS =
            Set.of("limits/open-files-low", "usage/ports-in-use", "usage/time-wait-dominates");

    /** Rules about demand, which cannot judge while the range is one that the kernel refuses. */
    private static final Set<String> HIDDEN_BY_A_REFUSED_RANGE = Set.of("capacity/rate", "capacity/concurrency");

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void oneRemediationRemovesItsFindingAndLowersNothing(@ForAll HostSnapshot host, @ForAll Policy policy) {
        AuditReport before = audit(host, policy);
        for (ReportedFinding finding : before.findings()) {
            RemediationSteps fix = finding.remediation();
            if (isBySettings(fix)) {
                AuditReport after = audit(host.changed(fix.settings(), fix.remove()), policy);
                assertThat(after.findings())
                        .as(finding.rule() + " " + fix.summary())
                        .extracting(RemediationPropertiesTest::identity)
                        .doesNotContain(identity(finding));
                if (!revealsWhatNoSettingMends(before, after)) {
                    assertThat(after.score()).as(message(finding, after)).isGreaterThanOrEqualTo(before.score());
                    assertThat(after.grade()).as(message(finding, after)).isLessThanOrEqualTo(before.grade());
                }
            }
        }
    }

    @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
    void allRemediationsTogetherLeaveNothingThatASettingMends(@ForAll HostSnapshot host, @ForAll Policy policy) {
        AuditReport before = audit(host, policy);
        CombinedRemediation combined = before.remediation();
        assertThat(combined != null)
                .isEqualTo(before.findings().stream().anyMatch(finding -> isBySettings(finding.remediation())));
        if (combined == null) {
            return;
        }
        RemediationSteps fix = combined.steps();
        AuditReport after = audit(host.changed(fix.settings(), fix.remove()), policy);
        assertThat(after.findings())
                .filteredOn(finding -> isBySettings(finding.remediation()))
                .as("%s, removing %s", fix.settings(), fix.remove())
                .isEmpty();
        assertThat(after.score()).isEqualTo(combined.scoreAfter());
        assertThat(after.grade()).isEqualTo(combined.gradeAfter());
        if (!revealsWhatNoSettingMends(before, after)) {
            assertThat(after.score()).isGreaterThanOrEqualTo(before.score());
            assertThat(after.grade()).isLessThanOrEqualTo(before.grade());
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void theKernelAcceptsWhatRemediationsSet(@ForAll HostSnapshot host, @ForAll Policy policy) {
        AuditReport report = audit(host, policy);
        for (ReportedFinding finding : report.findings()) {
            finding.remediation().settings().forEach((key, value) -> assertAccepted(host, key, value));
        }
        if (report.remediation() != null) {
            report.remediation().steps().settings().forEach((key, value) -> assertAccepted(host, key, value));
        }
    }

    /** As kernel.md has it. */
    private static void assertAccepted(HostSnapshot host, String key, String value) {
        switch (key) {
            case SettingKeys.LOCAL_PORT_RANGE -> {
                assertThat(value).matches("[0-9]+ [0-9]+");
                int low = Integer.parseInt(value.substring(0, value.indexOf(' ')));
                int high = Integer.parseInt(value.substring(value.indexOf(' ') + 1));
                assertThat(high).isBetween(low, PortRange.MAX_PORT);
                assertThat(high - low).as("ends of different parity").isOdd();
                assertThat(low).isGreaterThanOrEqualTo(AuditPropertiesTest.unprivilegedStart(host));
            }
            case SettingKeys.LOCAL_RESERVED_PORTS ->
                assertThat(value).matches("([0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*)?");
            case SettingKeys.TW_REUSE, SettingKeys.TIMESTAMPS ->
                assertThat(value).isIn("0", "1", "2");
            case SettingKeys.RFC1337, SettingKeys.TW_RECYCLE, SettingKeys.BSD_PORTRANGE_RANDOMIZED ->
                assertThat(value).isIn("0", "1");
            case SettingKeys.TW_REUSE_DELAY ->
                assertThat(Integer.parseInt(value)).isBetween(1, 60_000);
            case SettingKeys.FIN_TIMEOUT -> assertThat(Integer.parseInt(value)).isBetween(1, 60);
            case SettingKeys.MAX_TW_BUCKETS ->
                assertThat(Integer.parseInt(value)).isGreaterThanOrEqualTo(65_536);
            case SettingKeys.CONNTRACK_ESTABLISHED ->
                assertThat(Integer.parseInt(value)).isBetween(1, Integer.MAX_VALUE / 1_000);
            case SettingKeys.CONNTRACK_MAX, SettingKeys.CONNTRACK_MAX_ALIAS ->
                assertThat(Integer.parseInt(value)).isPositive();
            case SettingKeys.BSD_PORTRANGE_FIRST, SettingKeys.BSD_PORTRANGE_LAST ->
                assertThat(Integer.parseInt(value)).isBetween(1024, PortRange.MAX_PORT);
            case SettingKeys.WINDOWS_DYNAMIC_PORT_START ->
                assertThat(Integer.parseInt(value)).isBetween(1025, PortRange.MAX_PORT);
            case SettingKeys.WINDOWS_DYNAMIC_PORT_NUM ->
                assertThat(Integer.parseInt(value)).isBetween(255, PortRange.MAX_PORT - 1024);
            default -> throw new AssertionError("no rule of the kernel for " + key);
        }
    }

    private static boolean revealsWhatNoSettingMends(AuditReport before, AuditReport after) {
        Set<String> known = rules(before);
        Set<String> hidden = open(before);
        return after.findings().stream()
                .anyMatch(finding -> SHOWN_BY_MORE_PORTS.contains(finding.rule()) && isWorse(finding, before)
                        || HIDDEN_BY_A_REFUSED_RANGE.contains(finding.rule())
                                && !known.contains(finding.rule())
                                && hidden.contains(finding.rule()));
    }

    /** The rules that more evidence could still turn into findings. */
    private static Set<String> open(AuditReport report) {
        return report.notAssessed().stream()
                .filter(NotAssessed::isOpen)
                .map(NotAssessed::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isWorse(ReportedFinding finding, AuditReport before) {
        return before.findings().stream()
                .filter(earlier -> earlier.rule().equals(finding.rule()))
                .noneMatch(earlier -> !finding.severity().worseThan(earlier.severity()));
    }

    private static String message(ReportedFinding finding, AuditReport after) {
        return finding.rule() + ": " + finding.remediation().settings() + " leaves " + rules(after);
    }

    private static AuditReport audit(HostSnapshot host, Policy policy) {
        return TestAudits.AUDITOR.audit(host, policy);
    }

    private static boolean isBySettings(RemediationSteps steps) {
        return !steps.settings().isEmpty() || !steps.remove().isEmpty();
    }

    /** What does not change when the values and their places do. */
    private static String identity(ReportedFinding finding) {
        return finding.rule() + finding.evidence().stream().map(Evidence::key).toList();
    }

    private static Set<String> rules(AuditReport report) {
        return report.findings().stream().map(ReportedFinding::rule).collect(Collectors.toCollection(TreeSet::new));
    }
}
