package io.portgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.fact.Absence;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.report.CategoryReport.Status;
import io.portgrade.rule.NotAssessed;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CategoriesTest {

    private static final Categories CATEGORIES = new Categories(new RuleCatalogue(
            "1",
            Stream.of("reuse/a", "reuse/b", "limits/a", "own/a")
                    .map(CategoriesTest::rule)
                    .toList()));

    @Test
    void aTopicAllOfWhoseRulesCouldJudgeIsAssessed() {
        assertThat(find("reuse", Map.of("reuse/a", Severity.LOW)))
                .isEqualTo(new CategoryReport("reuse", Status.ASSESSED, Grade.A));
        assertThat(find("reuse", Map.of())).isEqualTo(new CategoryReport("reuse", Status.ASSESSED, Grade.A_PLUS));
    }

    @Test
    void aTopicSomeOfWhoseRulesCouldJudgeIsPartial() {
        assertThat(find("reuse", Map.of(), missing("reuse/a", Absence.Kind.NOT_SUBMITTED)))
                .isEqualTo(new CategoryReport("reuse", Status.PARTIAL, Grade.A));
    }

    @Test
    void aTopicNoneOfWhoseRulesCouldJudgeHasNoGrade() {
        assertThat(find(
                        "reuse",
                        Map.of(),
                        missing("reuse/a", Absence.Kind.NOT_SUBMITTED),
                        missing("reuse/b", Absence.Kind.FAILED)))
                .isEqualTo(new CategoryReport("reuse", Status.NOT_ASSESSED, null));
    }

    @Test
    void whatDoesNotApplyDoesNotCount() {
        assertThat(find("reuse", Map.of(), missing("reuse/a", Absence.Kind.NOT_APPLICABLE)))
                .isEqualTo(new CategoryReport("reuse", Status.ASSESSED, Grade.A_PLUS));
        assertThat(find("limits", Map.of(), missing("limits/a", Absence.Kind.DISABLED)))
                .isNull();
    }

    @Test
    void aTopicWithoutRulesIsNotAssessed() {
        assertThat(find("firewall", Map.of())).isEqualTo(new CategoryReport("firewall", Status.NOT_ASSESSED, null));
    }

    @Test
    void comesInTheOrderOfTheDesignWithAnOperatorsTopicsLast() {
        assertThat(CATEGORIES.summarise(Map.of(), List.of()))
                .extracting(CategoryReport::name)
                .containsExactly(
                        "port-range",
                        "reuse",
                        "fin-timeout",
                        "time-wait",
                        "firewall",
                        "conntrack",
                        "capacity",
                        "pool",
                        "usage",
                        "limits",
                        "own");
    }

    @Test
    void aTopicIsGradedByItsOwnFindings() {
        assertThat(find("reuse", Map.of("limits/a", Severity.CRITICAL)).grade()).isEqualTo(Grade.A_PLUS);
        assertThat(find("limits", Map.of("limits/a", Severity.CRITICAL)).grade())
                .isEqualTo(Grade.F);
    }

    @Test
    void onlyRulesThatCouldStillJudgeAreMissed() {
        assertThat(CATEGORIES.count(List.of())).hasToString("4 of 4 rules assessed");
        assertThat(CATEGORIES.count(List.of(
                        missing("reuse/a", Absence.Kind.NOT_SUBMITTED), missing("limits/a", Absence.Kind.DISABLED))))
                .isEqualTo(new RuleCounts(2, 3));
        assertThat(new Categories(new RuleCatalogue("1", List.of(rule("coverage/section-missing")))).count(List.of()))
                .isEqualTo(new RuleCounts(0, 0));
    }

    private static CategoryReport find(String name, Map<String, Severity> worst, NotAssessed... missing) {
        return CATEGORIES.summarise(worst, List.of(missing)).stream()
                .filter(category -> category.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static RuleDescription rule(String id) {
        return new RuleDescription(
                id, id, Severity.HIGH, List.of(), List.of(), Set.of(), "", RuleDescription.Origin.SHIPPED);
    }

    private static NotAssessed missing(String rule, Absence.Kind kind) {
        return new NotAssessed(rule, kind, "because");
    }
}
