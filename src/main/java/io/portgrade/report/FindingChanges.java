package io.portgrade.report;

import io.portgrade.finding.Severity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What becomes of findings. One is the same as before when its fingerprint is; since a setting that was changed comes from
 * elsewhere, which changes the fingerprint, those that are left are held to be the same when their rule is.
 *
 * @param gone only in the first report
 * @param added only in the second
 * @param severityChanged in both, and not of one severity
 */
public record FindingChanges(
        List<ReportedFinding> gone, List<ReportedFinding> added, List<SeverityChange> severityChanged) {

    public FindingChanges {
        gone = List.copyOf(gone);
        added = List.copyOf(added);
        severityChanged = List.copyOf(severityChanged);
    }

    /**
     * A finding that matters more, or less.
     *
     * @param fingerprint in the second report
     */
    public record SeverityChange(String rule, String fingerprint, Severity before, Severity after) {}

    static FindingChanges between(List<ReportedFinding> before, List<ReportedFinding> after) {
        List<ReportedFinding> gone = new ArrayList<>(before);
        List<ReportedFinding> added = new ArrayList<>(after);
        List<SeverityChange> changed = new ArrayList<>();
        pair(gone, added, (one, other) -> one.fingerprint().equals(other.fingerprint()), changed);
        pair(gone, added, (one, other) -> one.rule().equals(other.rule()), changed);
        return new FindingChanges(gone, added, changed);
    }

    /** Takes what is the same out of both lists. */
    private static void pair(
            List<ReportedFinding> gone,
            List<ReportedFinding> added,
            BiPredicate<ReportedFinding, ReportedFinding> same,
            List<SeverityChange> changed) {
        Iterator<ReportedFinding> first = gone.iterator();
        while (first.hasNext()) {
            ReportedFinding before = first.next();
            Iterator<ReportedFinding> second = added.iterator();
            while (second.hasNext()) {
                ReportedFinding after = second.next();
                if (same.test(before, after)) {
                    first.remove();
                    second.remove();
                    if (before.severity() != after.severity()) {
                        changed.add(new SeverityChange(
                                after.rule(), after.fingerprint(), before.severity(), after.severity()));
                    }
                    break;
                }
            }
        }
    }
}
