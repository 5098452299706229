package io.portgrade.audit;

import io.portgrade.fact.Absence;
import io.portgrade.fact.Facts;
import io.portgrade.fact.PortRemedy;
import io.portgrade.finding.Finding;
import io.portgrade.finding.Remediation;
import io.portgrade.rule.NotAssessed;
import java.util.List;

/** What the rules say about a host, in no particular order. */
record Judgement(Facts facts, List<Finding> findings, List<NotAssessed> notAssessed) {

    /** Whether a value that the rules could not use kept some of them from judging. */
    boolean hidesAnything() {
        return notAssessed.stream().anyMatch(rule -> rule.kind() == Absence.Kind.NOT_PARSABLE);
    }

    boolean changesPorts() {
        return facts.find(PortRemedy.class)
                .filter(remedy -> !remedy.settings().isEmpty())
                .isPresent();
    }

    List<Finding> unmendable() {
        return findings.stream()
                .filter(finding -> !finding.remediation().isBySettings())
                .toList();
    }

    Remediation remediation() {
        return Remediation.merged(
                "Everything that kernel settings can mend, at once.",
                findings.stream().map(Finding::remediation).toList());
    }
}
