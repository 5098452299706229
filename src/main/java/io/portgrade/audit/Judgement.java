package io.portgrade.audit;

import io.portgrade.fact.Absence;
import io.portgrade.fact.Facts;
import io.portgrade.fact.PortRemedy;
import io.portgrade.finding.Finding;
import io.portgrade.finding.Remediation;
import io.portgrade.rule.NotAssessed;
import java.util.Comparator;
import java.util.List;

/** What the rules say about a host, in no particular order. */
record Judgement(Facts facts, List<Finding> findings, List<NotAssessed> notAssessed) {

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity).thenComparing(Finding::rule).thenComparing(Finding::explanation);

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

    /** Where findings ask for different values of a setting, the worst has the word. */
    Remediation remediation() {
        return Remediation.merged(
                "Everything that kernel settings can mend, at once.",
                findings.stream().sorted(WORST_FIRST).map(Finding::remediation).toList());
    }
}
