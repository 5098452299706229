package io.portgrade.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.finding.Evidence;
import io.portgrade.render.SarifLog.AutomationDetails;
import io.portgrade.render.SarifLog.Driver;
import io.portgrade.render.SarifLog.Invocation;
import io.portgrade.render.SarifLog.Location;
import io.portgrade.render.SarifLog.LogicalLocation;
import io.portgrade.render.SarifLog.PhysicalLocation;
import io.portgrade.render.SarifLog.Result;
import io.portgrade.render.SarifLog.Run;
import io.portgrade.render.SarifLog.Tool;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.RuleCatalogue;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For code scanning: SARIF 2.1.0 (OASIS, with errata 01), one run, in the part of it that GitHub understands. A finding is a
 * result at the best place of its evidence, the rest of which are related locations; the host is its logical location.
 */
@Singleton
public final class SarifRendering implements Rendering {

    /** What GitHub shows of a run; more than 25,000 it refuses. GitHub Docs, "SARIF results exceed one or more limits". */
    static final int MAX_RESULTS = 5_000;

    /** What GitHub keeps of a result, and ample for a reader. */
    private static final int MAX_RELATED = 100;

    private final ObjectWriter writer;
    private final SarifRules rules;
    private final SarifNotices notices;

    @Inject
    public SarifRendering(RuleCatalogue catalogue, RulePages pages) {
        JsonMapper mapper = JsonMapper.builder().build();
        this.writer = mapper.writerFor(SarifLog.class);
        this.rules = new SarifRules(catalogue, pages, mapper);
        this.notices = new SarifNotices(rules);
    }

    @Override
    public String id() {
        return "sarif";
    }

    @Override
    public String mediaType() {
        return "application/sarif+json";
    }

    @Override
    public byte[] render(AuditReport report) {
        List<Result> results = results(report);
        Set<String> found = results.stream().map(Result::ruleId).collect(Collectors.toSet());
        String host = VisibleText.line(report.host().name());
        Run run = new Run(
                new Tool(new Driver("Portgrade", report.rulePack(), rules.json(found), SarifNotices.DESCRIPTORS)),
                new AutomationDetails("portgrade/" + host + "/" + report.id()),
                List.of(new Invocation(true, report.auditedAt().toString(), notices.of(report, results.size()))),
                results,
                grade(report));
        try {
            return LogLine.inJson(writer.writeValueAsBytes(new SarifLog(run)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> grade(AuditReport report) {
        Map<String, Object> grade = new LinkedHashMap<>();
        grade.put("grade", report.grade().letter());
        grade.put("worstCaseGrade", report.worstCaseGrade().letter());
        grade.put("score", report.score());
        grade.put("rules", report.rules());
        grade.put("policy", VisibleText.line(report.policy()));
        if (report.gate() != null) {
            grade.put("gatePassed", report.gate().passed());
        }
        return grade;
    }

    private List<Result> results(AuditReport report) {
        String name = VisibleText.line(report.host().name());
        List<LogicalLocation> host = List.of(new LogicalLocation(name, name, "resource"));
        Occurrences occurrences = new Occurrences();
        return report.findings().stream()
                .limit(MAX_RESULTS)
                .map(finding -> result(finding, host, occurrences.next(finding)))
                .toList();
    }

    private Result result(ReportedFinding finding, List<LogicalLocation> host, int occurrence) {
        FindingPlace place = FindingPlace.of(finding);
        return new Result(
                finding.rule(),
                rules.indexOf(finding.rule()),
                SeverityScale.sarifLevel(finding.severity()),
                SarifMessage.of(
                        finding.explanation() + " " + finding.remediation().summary()),
                List.of(new Location(null, PhysicalLocation.of(place), host, null)),
                related(finding),
                Map.of("primaryLocationLineHash", finding.fingerprint() + ":" + occurrence),
                Map.of("severity", finding.severity().id()));
    }

    /** Null when there is no evidence. */
    private static @Nullable List<Location> related(ReportedFinding finding) {
        List<Location> related = new ArrayList<>();
        for (Evidence evidence : finding.evidence()) {
            if (related.size() == MAX_RELATED) {
                break;
            }
            related.add(new Location(
                    related.size() + 1,
                    PhysicalLocation.of(FindingPlace.of(evidence)),
                    null,
                    SarifMessage.of(evidence.key() + " = " + evidence.value())));
        }
        return related.isEmpty() ? null : related;
    }
}
