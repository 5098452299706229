package io.portgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.ReportedFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a batch came to; takes no more memory for more hosts. Not for use by several threads. */
final class BatchSummary {

    static final int MOST_WORST = 10;
    static final int MOST_COMMON = 10;

    private static final Comparator<Worst> BEST_FIRST = Comparator.comparing(Worst::grade)
            .thenComparing(Worst::score, Comparator.reverseOrder())
            .thenComparing(Worst::line, Comparator.reverseOrder());

    private final Map<Grade, Long> grades = new EnumMap<>(Grade.class);
    private final PriorityQueue<Worst> worst = new PriorityQueue<>(BEST_FIRST);
    private final Map<String, Common> common = new HashMap<>();
    private long hosts;
    private long errors;
    private long failed;
    private boolean gated;

    /** @param gated whether hosts can fail, even if there is none */
    BatchSummary(boolean gated) {
        this.gated = gated;
    }

    void add(Worst host, Set<Common> findings, @Nullable Boolean passed) {
        hosts++;
        grades.merge(host.grade(), 1L, Long::sum);
        worst.add(host);
        if (worst.size() > MOST_WORST) {
            worst.remove();
        }
        findings.forEach(finding -> common.merge(finding.rule(), finding, Common::plus));
        gated |= passed != null;
        failed += Boolean.FALSE.equals(passed) ? 1 : 0;
    }

    void addError() {
        errors++;
    }

    /** What there is to say so far. */
    Line line(@Nullable Boolean complete) {
        List<Worst> worstFirst = new ArrayList<>(worst);
        worstFirst.sort(BEST_FIRST.reversed());
        List<Common> mostFirst = common.values().stream()
                .sorted(Comparator.comparing(Common::hosts, Comparator.reverseOrder())
                        .thenComparing(Common::severity)
                        .thenComparing(Common::rule))
                .limit(MOST_COMMON)
                .toList();
        Map<String, Long> byLetter = new LinkedHashMap<>();
        for (Grade grade : Grade.values()) {
            byLetter.put(grade.letter(), grades.getOrDefault(grade, 0L));
        }
        return new Line(new Summary(
                hosts, byLetter, worstFirst, mostFirst, errors, hosts + errors, gated ? failed : null, complete));
    }

    /** The rules that found something on a host, each once and at its worst. */
    static Set<Common> findings(AuditReport report) {
        Map<String, Common> byRule = new HashMap<>();
        for (ReportedFinding finding : report.findings()) {
            byRule.merge(finding.rule(), new Common(finding.rule(), finding.severity(), 1), Common::worse);
        }
        return new HashSet<>(byRule.values());
    }

    /** A host among the worst. */
    @Schema(description = "One of the worst hosts.")
    record Worst(
            @Schema(required = true, description = "Its line.", minimum = "1")
            long line,

            @Schema(required = true, description = "Its name.")
            String host,

            @Schema(required = true, description = "Its grade.")
            Grade grade,

            @Schema(required = true, description = "Its score.", minimum = "0", maximum = "100")
            int score) {}

    /** A rule, and how many hosts it found something on. */
    @Schema(description = "One of the most common findings.")
    record Common(
            @Schema(required = true, description = "The rule.")
            String rule,

            @Schema(required = true, description = "The worst severity that it found.")
            Severity severity,

            @Schema(required = true, description = "How many hosts have it.", minimum = "1")
            long hosts) {

        Common plus(Common other) {
            return new Common(rule, severity.worst(other.severity), hosts + other.hosts);
        }

        Common worse(Common other) {
            return new Common(rule, severity.worst(other.severity), hosts);
        }
    }

    /** The last line of a batch's answer. */
    @Schema(name = "BatchSummaryLine", description = "The last line.")
    record Line(
            @Schema(required = true, description = "What the batch came to.")
            Summary summary) {}

    /** What a batch came to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BatchSummary", description = "What the batch came to.")
    record Summary(
            @Schema(required = true, description = "How many hosts were audited, and so have a grade.")
            long hosts,

            @Schema(required = true, description = "How many of each grade.")
            Map<String, Long> grades,

            @Schema(required = true, description = "The worst hosts, the worst first.")
            List<Worst> worst,

            @Schema(required = true, description = "The findings that most hosts have.")
            List<Common> commonFindings,

            @Schema(required = true, description = "How many lines could not be audited.")
            long errors,

            @Schema(required = true, description = "How many lines held something: the hosts and the errors.")
            long submitted,

            @Schema(description = "How many hosts failed the gate; only where one was asked for.") @Nullable
            Long failed,

            @Schema(description = "false when the batch broke off before its end.") @JsonProperty("complete") @Nullable
            Boolean complete) {}
}
