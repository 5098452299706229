package io.portgrade.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.fact.Absence;
import io.portgrade.policy.Policy;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleDescription;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.OperatingSystem;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import io.portgrade.snapshot.Setting;
import io.portgrade.snapshot.SettingKeys;
import io.portgrade.snapshot.Settings;
import io.portgrade.snapshot.Sockets;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What must hold for every host, whatever was submitted. */
@Domain(RandomHosts.class)
@Domain(DomainContext.Global.class)
class AuditPropertiesTest {

    private static final Set<String> PORTS = Set.of(SettingKeys.LOCAL_PORT_RANGE, SettingKeys.LOCAL_RESERVED_PORTS);

    /**
     * Evidence narrows: whatever could be judged before can still be, so the points between the score and the worst case,
     * which are those of the rules that could not, never grow in number. Only points floored at 0 and caps of letters, which
     * swallow more of the worst case than of the score, can show it differently; so this looks at the rules themselves.
     *
     * <p>Left out by design: values that the kernel refuses or nobody can read (they say that something is wrong, and hide
     * what), the kernel's version (it decides which rules apply), and sections that the policy requires (their absence is a
     * finding of its own).
     */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void aReadableSettingMoreLeavesNoMoreRulesUnassessed(
            @ForAll HostSnapshot host, @ForAll Setting more, @ForAll Policy policy) {
        // Both names of the connection table's size: together they would be one value twice, perhaps two.
        HostSnapshot without = host.changed(Map.of(), List.of(more.key(), SettingKeys.CONNTRACK_MAX_ALIAS));
        boolean linux = without.host().os() == OperatingSystem.LINUX;
        // What sockets leave unsaid matters under some settings and not under others, and what is uncertain of a
        // firewall for
        // some ports and not for others.
        boolean asksOthers = PORTS.contains(more.key()) && !without.firewall().isEmpty();
        if (!linux || asksOthers || isRefused(without, more) || !RandomSockets.tellAll(host.sockets())) {
            return;
        }
        HostSnapshot with = without.changed(Map.of(more.key(), more.value()), List.of());
        assertNarrower(audit(without, policy), audit(with, policy));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void socketsAndLimitsLeaveNoMoreRulesUnassessed(@ForAll HostSnapshot host, @ForAll Policy policy) {
        HostSnapshot bare = new HostSnapshot(
                host.host(),
                without(host.submitted(), Set.of(Section.SOCKETS, Section.LIMITS)),
                host.settings(),
                null,
                List.of(),
                host.pools(),
                host.firewall(),
                List.of(),
                List.of());
        HostSnapshot withSockets = new HostSnapshot(
                host.host(),
                with(bare.submitted(), Section.SOCKETS),
                host.settings(),
                host.sockets() == null ? new Sockets(List.of()) : host.sockets(),
                List.of(),
                host.pools(),
                host.firewall(),
                List.of(),
                List.of());
        HostSnapshot withBoth = new HostSnapshot(
                host.host(),
                with(withSockets.submitted(), Section.LIMITS),
                host.settings(),
                withSockets.sockets(),
                host.openFilesLimits(),
                host.pools(),
                host.firewall(),
                List.of(),
                List.of());
        assertNarrower(audit(bare, policy), audit(withSockets, policy));
        assertNarrower(audit(withSockets, policy), audit(withBoth, policy));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void firewallsLeaveNoMoreRulesUnassessed(@ForAll HostSnapshot host, @ForAll Policy policy) {
        HostSnapshot without = new HostSnapshot(
                host.host(),
                without(host.submitted(), Set.of(Section.FIREWALL)),
                host.settings(),
                host.sockets(),
                host.openFilesLimits(),
                host.pools(),
                List.of(),
                List.of(),
                List.of());
        if (!host.firewall().isEmpty()) {
            assertNarrower(audit(without, policy), audit(host, policy));
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void orderChangesNothing(@ForAll HostSnapshot host, @ForAll Policy policy, @ForAll Random random) {
        Map<String, String> labels = new LinkedHashMap<>();
        shuffled(host.host().labels().keySet(), random)
                .forEach(key -> labels.put(key, host.host().labels().get(key)));
        HostSnapshot other = new HostSnapshot(
                new Host(host.host().name(), host.host().os(), host.host().kernel(), labels, List.of(), null),
                host.submitted(),
                Settings.of(shuffled(host.settings().all(), random), denied(host)),
                host.sockets() == null
                        ? null
                        : new Sockets(
                                shuffled(host.sockets().listeners(), random),
                                host.sockets().states(),
                                shuffled(host.sockets().connections(), random),
                                host.sockets().connectionsLeftOut(),
                                host.sockets().unreadListeners(),
                                host.sockets().unreadConnections(),
                                host.sockets().leaveTimeWaitOut()),
                shuffled(host.openFilesLimits(), random),
                shuffled(host.pools(), random),
                shuffled(host.firewall(), random),
                host.diagnostics(),
                List.of());
        assertThat(audit(other, policy)).isEqualTo(audit(host, policy));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theSameHostGetsTheSameReport(@ForAll HostSnapshot host, @ForAll Policy policy) {
        assertThat(audit(host, policy)).isEqualTo(audit(host, policy));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void everyReportIsSound(@ForAll HostSnapshot host, @ForAll Policy policy) {
        AuditReport report = audit(host, policy);
        assertThat(report.score()).isBetween(0, 100);
        assertThat(report.worstCaseGrade()).isGreaterThanOrEqualTo(report.grade());
        assertThat(report.findings()).doesNotHaveDuplicates().allSatisfy(finding -> {
            RuleDescription rule = TestAudits.RULES.catalogue().get(finding.rule());
            assertThat(policy.disables(finding.rule())).as(finding.rule()).isFalse();
            assertThat(finding.severity())
                    .as(finding.rule())
                    .isGreaterThanOrEqualTo(policy.severityOf(finding.rule(), rule.severity()));
            assertThat(finding.remediation().summary()).doesNotContain("Set ,").endsWith(".");
        });
        Set<String> notAssessed =
                report.notAssessed().stream().map(NotAssessed::rule).collect(Collectors.toSet());
        assertThat(notAssessed).noneMatch(rules(report)::contains).hasSameSizeAs(report.notAssessed());
        assertThat(report.notAssessed()).extracting(NotAssessed::kind).doesNotContain(Absence.Kind.FAILED);
        assertThat(report.diagnostics()).doesNotHaveDuplicates();
    }

    /** The lowest port that the kernel takes as the low end of the range. */
    static int unprivilegedStart(HostSnapshot host) {
        return host.settings()
                .find(SettingKeys.UNPRIVILEGED_PORT_START)
                .map(Setting::value)
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(Integer::parseInt)
                .filter(value -> value <= PortRange.MAX_PORT)
                .orElse(1024);
    }

    /**
     * But for a rate that the connection table bounds: when fewer ports are left, and the table has an entry for each of them,
     * nothing bounds it, and what is open is the rate of the other pools.
     */
    private static void assertNarrower(AuditReport before, AuditReport after) {
        Set<String> open = open(after);
        if (rules(before).contains("capacity/rate")) {
            open.remove("capacity/rate");
        }
        assertThat(open(before)).containsAll(open);
    }

    /** The rules that more evidence could still turn into findings. */
    private static Set<String> open(AuditReport report) {
        return report.notAssessed().stream()
                .filter(NotAssessed::isOpen)
                .map(NotAssessed::rule)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isRefused(HostSnapshot host, Setting more) {
        return more.key().equals(SettingKeys.LOCAL_PORT_RANGE)
                && Integer.parseInt(more.value().split("\\s")[0]) < unprivilegedStart(host);
    }

    private static Map<String, SourceLocation> denied(HostSnapshot host) {
        Map<String, SourceLocation> denied = new HashMap<>();
        SettingKeys.all().stream()
                .filter(host.settings()::isDenied)
                .forEach(key -> denied.put(key, SourceLocation.of("sysctl", 900)));
        return denied;
    }

    private static Set<Section> with(Set<Section> sections, Section more) {
        Set<Section> with = new TreeSet<>(sections);
        with.add(more);
        return with;
    }

    private static Set<Section> without(Set<Section> sections, Set<Section> less) {
        Set<Section> without = new TreeSet<>(sections);
        without.removeAll(less);
        return without;
    }

    private static <T> List<T> shuffled(Collection<T> values, Random random) {
        List<T> list = new ArrayList<>(values);
        Collections.shuffle(list, random);
        return list;
    }

    private static AuditReport audit(HostSnapshot host, Policy policy) {
        return TestAudits.AUDITOR.audit(host, policy);
    }

    private static Set<String> rules(AuditReport report) {
        return report.findings().stream().map(ReportedFinding::rule).collect(Collectors.toCollection(TreeSet::new));
    }
}
