package io.portgrade.render.html;

import io.portgrade.capacity.Capacity;
import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CategoryReport;
import io.portgrade.report.FirewallPath;
import io.portgrade.report.GradeBreakdown;
import io.portgrade.rule.NotAssessed;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A report with what its page shows beside it: pictures, and lists that end before a browser gives up.
 *
 * @param map null when the port range is not known
 * @param findings the first of them
 * @param usage null when no sockets were listed
 * @param marks of the lines of demand
 * @param together the remedies of all findings; empty when no setting helps
 */
record ReportPage(
        AuditReport report,
        GradeBreakdown breakdown,
        GradeBar bar,
        @Nullable PortMap map,
        List<FindingView> findings,
        List<Copyable> together,
        @Nullable UsageView usage,
        List<DestinationChart> destinations,
        List<DemandMark> marks,
        List<PathView> paths) {

    private static final int MOST_FINDINGS = 300;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static ReportPage of(AuditReport report) {
        GradeBreakdown breakdown = GradeBreakdown.of(report);
        Capacity capacity = report.capacity();
        List<FirewallPath> paths = report.firewallAnalysis();
        return new ReportPage(
                report,
                breakdown,
                GradeBar.of(breakdown),
                PortMap.of(report).orElse(null),
                findings(report),
                report.remediation() == null
                        ? List.of()
                        : Copyable.of(report.remediation().steps()),
                UsageView.of(report).orElse(null),
                capacity == null
                        ? List.of()
                        : DestinationChart.of(capacity, report.background().utilisation()),
                DemandMark.of(report.background().utilisation()),
                paths == null ? List.of() : paths.stream().map(PathView::of).toList());
    }

    /** The rules that more evidence would let judge. */
    public List<NotAssessed> open() {
        return report.notAssessed().stream().filter(NotAssessed::isOpen).toList();
    }

    /** The rules that no evidence would. */
    public List<NotAssessed> closed() {
        return report.notAssessed().stream().filter(rule -> !rule.isOpen()).toList();
    }

    private static List<FindingView> findings(AuditReport report) {
        return FindingView.of(
                report.findings().stream().limit(MOST_FINDINGS).toList(),
                report.background().texts());
    }

    public String auditedAt() {
        return MINUTE.format(report.auditedAt());
    }

    public int findingsLeftOut() {
        return report.findings().size() - findings.size();
    }

    public int destinationsLeftOut() {
        Capacity capacity = report.capacity();
        return capacity == null ? 0 : capacity.destinations().size() - destinations.size();
    }

    /** The class of elements that show a grade. */
    static String style(@Nullable Grade grade) {
        return grade == null ? "grade-none" : "grade-" + grade.letter().charAt(0);
    }

    public String topicStyle(CategoryReport topic) {
        return style(topic.grade());
    }

    public String gradeAfterStyle() {
        return style(report.remediation() == null ? null : report.remediation().gradeAfter());
    }

    public @Nullable CapacityFigures figures() {
        return report.capacity() == null ? null : CapacityFigures.of(report.capacity());
    }

    public List<String> assumptions() {
        return report.capacity() == null ? List.of() : report.capacity().assumptions();
    }

    public String style() {
        return style(report.grade());
    }
}
