package io.portgrade.render;

import io.portgrade.report.ReportedFinding;
import java.util.HashMap;
import java.util.Map;

/** Tells findings of one report apart that have the same fingerprint: the first is 1. */
final class Occurrences {

    private final Map<String, Integer> seen = new HashMap<>();

    int next(ReportedFinding finding) {
        return seen.merge(finding.fingerprint(), 1, Integer::sum);
    }
}
