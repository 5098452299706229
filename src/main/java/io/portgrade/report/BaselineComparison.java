package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What has changed since an earlier report.
 *
 * @param fresh findings that it does not have
 * @param unchanged findings that it has too
 * @param gone fingerprints of its findings that are there no more, sorted
 */
public record BaselineComparison(@JsonProperty("new") int fresh, int unchanged, List<String> gone) {

    public BaselineComparison {
        gone = List.copyOf(gone);
    }

    /** @param findings whose state is set */
    static BaselineComparison of(Baseline baseline, List<ReportedFinding> findings) {
        Set<String> present =
                findings.stream().map(ReportedFinding::fingerprint).collect(Collectors.toSet());
        Set<String> gone = new TreeSet<>(baseline.fingerprints());
        gone.removeAll(present);
        int fresh = (int) findings.stream().filter(ReportedFinding::isNew).count();
        return new BaselineComparison(fresh, findings.size() - fresh, List.copyOf(gone));
    }
}
