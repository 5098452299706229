package io.portgrade.render.html;

import io.portgrade.report.ReportedFinding;
import io.portgrade.snapshot.SourceLocation;
import io.portgrade.snapshot.SourceText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A finding, its evidence by source and its remedies as text to copy.
 *
 * @param first whether no finding of its rule stands before it
 * @param excerpts each source once
 */
record FindingView(ReportedFinding finding, boolean first, List<Excerpt> excerpts, List<Copyable> remedies) {

    FindingView {
        excerpts = List.copyOf(excerpts);
        remedies = List.copyOf(remedies);
    }

    /** Remedies that are shown at once. */
    public List<Copyable> shown() {
        return remedies.stream().filter(Copyable::main).toList();
    }

    /** Remedies that are shown when asked for. */
    public List<Copyable> folded() {
        return remedies.stream().filter(remedy -> !remedy.main()).toList();
    }

    static List<FindingView> of(List<ReportedFinding> findings, List<SourceText> texts) {
        List<SourceLocation> places = findings.stream()
                .flatMap(finding -> Excerpt.places(finding.evidence()).stream())
                .toList();
        SourceLines lines = SourceLines.around(places, texts);
        Set<String> seen = new HashSet<>();
        return findings.stream()
                .map(finding -> new FindingView(
                        finding,
                        seen.add(finding.rule()),
                        Excerpt.of(finding.evidence(), lines),
                        Copyable.of(finding.remediation())))
                .toList();
    }
}
