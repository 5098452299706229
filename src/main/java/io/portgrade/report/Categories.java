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
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums the rules of each topic up. A topic none of whose rules applies to the host is left out. */
final class Categories {

    /** The topic that is about the request and not about the host. */
    static final String ABOUT_THE_REQUEST = "coverage";

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

    /** Whether every topic has rules and all that apply could judge: the only case in which a host can be perfect. */
    boolean areComplete(List<NotAssessed> notAssessed) {
        return !rulesByTopic.containsValue(List.of()) && notAssessed.stream().noneMatch(NotAssessed::isOpen);
    }

    /** Of the rules about the host. */
    RuleCounts count(List<NotAssessed> notAssessed) {
        Set<String> missing = notAssessed.stream().map(NotAssessed::rule).collect(Collectors.toSet());
        Set<String> open = notAssessed.stream()
                .filter(NotAssessed::isOpen)
                .map(NotAssessed::rule)
                .collect(Collectors.toSet());
        List<String> aboutTheHost = rulesByTopic.entrySet().stream()
                .filter(topic -> !topic.getKey().equals(ABOUT_THE_REQUEST))
                .flatMap(topic -> topic.getValue().stream())
                .toList();
        int assessed = (int)
                aboutTheHost.stream().filter(rule -> !missing.contains(rule)).count();
        return new RuleCounts(
                assessed,
                assessed + (int) aboutTheHost.stream().filter(open::contains).count());
    }

    List<CategoryReport> summarise(Map<String, Severity> worstByRule, List<NotAssessed> notAssessed) {
        Map<String, NotAssessed> missing = new HashMap<>();
        notAssessed.forEach(rule -> missing.put(rule.rule(), rule));
        List<CategoryReport> categories = new ArrayList<>(rulesByTopic.size());
        rulesByTopic.forEach((topic, rules) -> {
            CategoryReport category = summarise(topic, rules, missing, worstByRule);
            if (category != null) {
                categories.add(category);
            }
        });
        return categories;
    }

    /** Null when none of the topic's rules applies. */
    private static @Nullable CategoryReport summarise(
            String topic, List<String> rules, Map<String, NotAssessed> missing, Map<String, Severity> worstByRule) {
        int open = 0;
        int judged = 0;
        Map<String, Severity> own = new HashMap<>();
        for (String id : rules) {
            NotAssessed why = missing.get(id);
            Severity severity = worstByRule.get(id);
            if (severity != null) {
                own.put(id, severity);
            }
            judged += why == null ? 1 : 0;
            open += why != null && why.isOpen() ? 1 : 0;
        }
        if (judged == 0) {
            return rules.isEmpty() || open > 0 ? new CategoryReport(topic, Status.NOT_ASSESSED, null) : null;
        }
        Grade grade = Grader.grade(own, open == 0).grade();
        return new CategoryReport(topic, open == 0 ? Status.ASSESSED : Status.PARTIAL, grade);
    }
}
