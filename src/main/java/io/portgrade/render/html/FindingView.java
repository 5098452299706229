package io.portgrade.render.html;

import io.portgrade.finding.Evidence;
import io.portgrade.report.ReportedFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finding, its evidence by source and its remedies as text to copy.
 *
 * @param first whether no finding of its rule stands before it
 * @param excerpts each source once
 */
record FindingView(ReportedFinding finding, boolean first, List<Excerpt> excerpts, List<Copyable> remedies) {

    /** A key whose value is the rule itself and not a setting's. */
    private static final String DECIDED_BY = "decidedBy";

    FindingView {
        excerpts = List.copyOf(excerpts);
        remedies = List.copyOf(remedies);
    }

    /** Lines of one source that a finding rests on, ascending. */
    record Excerpt(String source, List<Line> lines) {}

    /** @param number empty where the source has no lines */
    record Line(String number, String text) {

        static Line of(Evidence evidence) {
            Integer number = evidence.line();
            return new Line(
                    number == null ? "" : number.toString(),
                    evidence.key().equals(DECIDED_BY) ? evidence.value() : evidence.key() + " = " + evidence.value());
        }
    }

    /** Remedies that are shown at once. */
    public List<Copyable> shown() {
        return remedies.stream().filter(Copyable::main).toList();
    }

    /** Remedies that are shown when asked for. */
    public List<Copyable> folded() {
        return remedies.stream().filter(remedy -> !remedy.main()).toList();
    }

    static FindingView of(ReportedFinding finding, boolean first) {
        Map<String, List<Line>> bySource = new LinkedHashMap<>();
        List<Evidence> inOrder = new ArrayList<>(finding.evidence());
        inOrder.sort(Comparator.comparingInt(evidence -> evidence.line() == null ? 0 : evidence.line()));
        for (Evidence evidence : inOrder) {
            bySource.computeIfAbsent(evidence.source(), source -> new ArrayList<>())
                    .add(Line.of(evidence));
        }
        List<Excerpt> excerpts = new ArrayList<>();
        bySource.forEach((source, lines) -> excerpts.add(new Excerpt(source, lines)));
        return new FindingView(finding, first, excerpts, Copyable.of(finding.remediation()));
    }
}
