package io.portgrade.render;

import io.portgrade.fact.Absence;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Severity;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Gate;
import io.portgrade.report.ReportedFinding;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleDescription;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of a test report.
 *
 * @param topic what it is listed under
 * @param name permanent
 * @param type one word on how it came out
 * @param message one line; empty when there is nothing to say
 * @param details several lines; empty when there is nothing to say
 */
record JunitCase(String topic, String name, Outcome outcome, String type, String message, String details) {

    /** How a case came out. */
    enum Outcome {
        PASSED,
        FAILED,
        /** The rule itself did not work. */
        BROKEN,
        SKIPPED
    }

    static JunitCase of(AuditReport report, Gate gate) {
        return new JunitCase(
                "gate",
                "gate",
                gate.passed() ? Outcome.PASSED : Outcome.FAILED,
                "gate",
                Headline.gate(report, gate),
                "");
    }

    static JunitCase of(RuleDescription rule, NotAssessed why) {
        Outcome outcome = why.kind() == Absence.Kind.FAILED ? Outcome.BROKEN : Outcome.SKIPPED;
        return new JunitCase(rule.topic(), rule.id(), outcome, why.kind().id(), why.reason(), "");
    }

    /** @param findings of this rule, the most severe first; what costs no points fails nothing */
    static JunitCase of(RuleDescription rule, List<ReportedFinding> findings) {
        if (findings.isEmpty()) {
            return new JunitCase(rule.topic(), rule.id(), Outcome.PASSED, "", "", "");
        }
        Severity worst = findings.get(0).severity();
        String more = findings.size() > 1 ? " (" + findings.size() + " findings)" : "";
        return new JunitCase(
                rule.topic(),
                rule.id(),
                worst.deduction() > 0 ? Outcome.FAILED : Outcome.PASSED,
                worst.id(),
                findings.get(0).title() + more,
                findings.stream().map(JunitCase::details).collect(Collectors.joining("\n\n")));
    }

    private static String details(ReportedFinding finding) {
        StringBuilder details = new StringBuilder(finding.explanation()).append('\n');
        for (Evidence evidence : finding.evidence()) {
            details.append("\n  ")
                    .append(FindingPlace.of(evidence))
                    .append("  ")
                    .append(evidence.key())
                    .append(" = ")
                    .append(evidence.value());
        }
        details.append("\n\n").append(finding.remediation().summary());
        finding.remediation()
                .commands()
                .forEach(command -> details.append("\n  ").append(command));
        return details.toString();
    }
}
