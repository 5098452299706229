package io.portgrade.render;

import io.portgrade.fact.Absence;
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

    /** {@code Not assessed: 27 rules, and 2 that do not apply}: only the former are missing from what was assessed. */
    static String heading(AuditReport report) {
        int all = report.notAssessed().size();
        int open =
                (int) report.notAssessed().stream().filter(NotAssessed::isOpen).count();
        boolean disabled = report.notAssessed().stream().anyMatch(rule -> rule.kind() == Absence.Kind.DISABLED);
        String why = disabled
                ? " that do not apply or are disabled"
                : all - open == 1 ? " that does not apply" : " that do not apply";
        if (open == 0) {
            return "Not assessed: " + Headline.count(all, "rule", "rules") + why;
        }
        return "Not assessed: " + Headline.count(open, "rule", "rules")
                + (all == open ? "" : ", and " + (all - open) + why);
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
