package io.portgrade.report;

import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.grade.Grader;
import io.portgrade.report.CategoryReport.Status;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums the rules of each topic up. A topic none of whose rules applies to the host is left out. */
final class Categories {

    /** The topics of the catalogue's design, in the order of a report; those without rules yet are never assessed. */
    private static final List<String> TOPICS = List.of(
            "port-range",
            "reuse",
            "fin-timeout",
            "time-wait",
            "firewall",
            "conntrack",
            "capacity",
            "pool",
            "usage",
            "limits");

    private final Map<String, List<String>> rulesByTopic = new LinkedHashMap<>();

    Categories(RuleCatalogue catalogue) {
        TOPICS.forEach(topic -> rulesByTopic.put(topic, new ArrayList<>()));
        for (RuleDescription rule : catalogue.rules()) {
            rulesByTopic
                    .computeIfAbsent(rule.topic(), topic -> new ArrayList<>())
                    .add(rule.id());
        }
    }

    List<CategoryReport> summarise(Map<String, Severity> worstByRule, List<NotAssessed> notAssessed) {
        Map<String, NotAssessed> missing = new HashMap<>();
        notAssessed.forEach(rule -> missing.put(rule.rule(), rule));
        List<CategoryReport> categories = new ArrayList<>();
        rulesByTopic.forEach((topic, rules) -> {
            List<String> applicable = rules.stream()
                    .filter(id -> !missing.containsKey(id) || missing.get(id).isOpen())
                    .toList();
            if (rules.isEmpty() || !applicable.isEmpty()) {
                categories.add(summarise(topic, applicable, missing, worstByRule));
            }
        });
        return categories;
    }

    private static CategoryReport summarise(
            String topic, List<String> rules, Map<String, NotAssessed> missing, Map<String, Severity> worstByRule) {
        long open = rules.stream().filter(missing::containsKey).count();
        if (open == rules.size()) {
            return new CategoryReport(topic, Status.NOT_ASSESSED, null);
        }
        Map<String, Severity> own = new HashMap<>();
        rules.forEach(id -> {
            Severity severity = worstByRule.get(id);
            if (severity != null) {
                own.put(id, severity);
            }
        });
        Grade grade = Grader.grade(own, open == 0).grade();
        return new CategoryReport(topic, open == 0 ? Status.ASSESSED : Status.PARTIAL, grade);
    }
}
