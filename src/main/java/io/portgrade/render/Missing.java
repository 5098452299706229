package io.portgrade.render;

import io.portgrade.report.AuditReport;
import io.portgrade.rule.NotAssessed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules that could not judge for one and the same reason.
 *
 * @param open whether more evidence could still turn them into findings
 * @param rules by id
 */
record Missing(String reason, boolean open, List<String> rules) {

    Missing {
        rules = List.copyOf(rules);
    }

    /** What evidence is missing first, in the order of its first rule, then what is not wanted. */
    static List<Missing> of(AuditReport report) {
        Map<String, List<NotAssessed>> byReason = new LinkedHashMap<>();
        report.notAssessed()
                .forEach(rule -> byReason.computeIfAbsent(rule.reason(), reason -> new ArrayList<>())
                        .add(rule));
        List<Missing> missing = new ArrayList<>();
        for (boolean open : List.of(true, false)) {
            byReason.forEach((reason, rules) -> {
                if (rules.get(0).isOpen() == open) {
                    missing.add(new Missing(
                            reason, open, rules.stream().map(NotAssessed::rule).toList()));
                }
            });
        }
        return missing;
    }
}
