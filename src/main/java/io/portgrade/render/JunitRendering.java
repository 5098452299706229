package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For test reports: a case a rule, and one for the gate when there is one. */
@Singleton
public final class JunitRendering implements Rendering {

    private final RuleCatalogue catalogue;

    @Inject
    public JunitRendering(RuleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public String id() {
        return "junit";
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public byte[] render(AuditReport report) {
        return new JunitDocument(report, cases(report)).write();
    }

    private List<JunitCase> cases(AuditReport report) {
        Map<String, List<ReportedFinding>> findings = new HashMap<>();
        for (ReportedFinding finding : report.findings()) {
            findings.computeIfAbsent(finding.rule(), rule -> new ArrayList<>()).add(finding);
        }
        Map<String, NotAssessed> missing = new HashMap<>();
        report.notAssessed().forEach(rule -> missing.put(rule.rule(), rule));
        List<JunitCase> cases = new ArrayList<>();
        if (report.gate() != null) {
            cases.add(JunitCase.of(report, report.gate()));
        }
        for (RuleDescription rule : catalogue.rules()) {
            NotAssessed why = missing.get(rule.id());
            cases.add(
                    why != null
                            ? JunitCase.of(rule, why)
                            : JunitCase.of(rule, findings.getOrDefault(rule.id(), List.of())));
        }
        return cases;
    }
}
