package io.portgrade.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.audit.TestAudits;
import io.portgrade.fact.Absence;
import io.portgrade.fact.Facts;
import io.portgrade.finding.Severity;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.OperatingSystem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final RuleDescription RULE = rule("reuse/a", List.of("FinTimeout", "Kernel"), List.of("a.b"));
    private static final RuleDescription DISABLED = rule("reuse/timestamps-off", List.of("FinTimeout"), List.of());
    private static final Coverage COVERAGE = new Coverage(new RuleCatalogue("1", List.of(RULE, DISABLED)));
    private static final Policy POLICY = TestAudits.policy("default");
    private static final Absence DENIED = new Absence(Absence.Kind.PERMISSION_DENIED, "fin");

    @Test
    void aRuleWithAllItsFactsCouldJudge() {
        assertThat(assess(Map.of(), OperatingSystem.LINUX)).isEmpty();
    }

    @Test
    void namesTheFirstMissingFactAndWhy() {
        assertThat(assess(
                        Map.of("Kernel", Absence.notSubmitted("kernel"), "FinTimeout", DENIED), OperatingSystem.LINUX))
                .containsExactly(
                        new NotAssessed("reuse/a", Absence.Kind.PERMISSION_DENIED, "permission denied: fin"),
                        new NotAssessed(
                                "reuse/timestamps-off", Absence.Kind.PERMISSION_DENIED, "permission denied: fin"));
    }

    @Test
    void namesAMissingSettingThatTheRuleReads() {
        assertThat(assess(Map.of("a.b", Absence.notSubmitted("a.b")), null))
                .containsExactly(new NotAssessed("reuse/a", Absence.Kind.NOT_SUBMITTED, "not submitted: a.b"));
    }

    @Test
    void anotherSystemComesBeforeAMissingFact() {
        List<NotAssessed> result = assess(Map.of("FinTimeout", DENIED), OperatingSystem.FREEBSD);
        assertThat(result)
                .containsOnly(
                        new NotAssessed("reuse/a", Absence.Kind.NOT_APPLICABLE, "not applicable: freebsd"),
                        new NotAssessed(
                                "reuse/timestamps-off", Absence.Kind.NOT_APPLICABLE, "not applicable: freebsd"));
        assertThat(result).noneMatch(NotAssessed::isOpen);
    }

    @Test
    void anUnknownSystemMayBeAny() {
        assertThat(assess(Map.of(), null)).isEmpty();
    }

    @Test
    void thePolicyComesFirst() {
        List<NotAssessed> result = COVERAGE.notAssessed(
                facts(Map.of("FinTimeout", DENIED)),
                TestAudits.policy("hardened-no-timestamps"),
                OperatingSystem.LINUX,
                Set.of(),
                List.of());
        assertThat(result.get(1).kind()).isEqualTo(Absence.Kind.DISABLED);
        assertThat(result.get(1).reason()).startsWith("disabled by the policy: hardened-no-timestamps: ");
        assertThat(result.get(1).isOpen()).isFalse();
        assertThat(result.get(0).isOpen()).isTrue();
    }

    @Test
    void aRuleThatFiredHadWhatItNeeded() {
        assertThat(COVERAGE.notAssessed(
                        facts(Map.of("FinTimeout", DENIED)),
                        POLICY,
                        OperatingSystem.LINUX,
                        Set.of("reuse/a", "reuse/timestamps-off"),
                        List.of()))
                .isEmpty();
    }

    @Test
    void aRuleThatBrokeIsNamedWhateverItFound() {
        assertThat(COVERAGE.notAssessed(
                        facts(Map.of()),
                        POLICY,
                        OperatingSystem.LINUX,
                        Set.of("reuse/a"),
                        List.of(new RuleEngine.Failure("reuse/a", "threw X"))))
                .containsExactly(new NotAssessed("reuse/a", Absence.Kind.FAILED, "the rule failed: threw X"));
    }

    private static List<NotAssessed> assess(Map<String, Absence> absences, OperatingSystem os) {
        return COVERAGE.notAssessed(facts(absences), POLICY, os, Set.of(), List.of());
    }

    private static Facts facts(Map<String, Absence> absences) {
        return new Facts(List.of(), absences, List.of());
    }

    private static RuleDescription rule(String id, List<String> requires, List<String> settings) {
        return new RuleDescription(
                id,
                id,
                Severity.HIGH,
                requires,
                settings,
                Set.of(OperatingSystem.LINUX),
                "",
                RuleDescription.Origin.SHIPPED);
    }
}
