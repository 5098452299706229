package io.portgrade.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped rules keep to the lint, and the lint catches each offence when it is planted. */
class RuleLintTest {

    private static final String PATH = "fin-timeout/too-long/rule.drl";

    /** Has numbers, banned words and a Finding where they do no harm: in comments and in text. */
    private static final String SOUND = """
            // 60 seconds; update() and Finding in a comment
            import io.portgrade.fact.*;
            import io.portgrade.finding.*;
            import io.portgrade.policy.Policy;

            rule "fin-timeout/too-long" @severity(MEDIUM) @requires(FinTimeout) @os(linux, freebsd)
            when
                Policy($max : thresholds.maxFinTimeout) /* not 60,
                    whatever eval says */
                $fin : FinTimeout(longerThan($max), $v1 : value, duration > $v1, enabled)
            then
                insert(new Finding("fin-timeout/too-long", Severity.LOW,
                    "It is 60 \\" modify it; delete(1) 'salience 9'. // no comment",
                    $fin.evidence(), Remediation.set("x)", SettingKeys.RFC1337, $v1)));
            end
            """;

    private static final String RULE = "rule \"fin-timeout/too-long\"";
    private static final String SEVERITY = "@severity(MEDIUM)";
    private static final String REQUIRES = "@requires(FinTimeout)";
    private static final String OS = "@os(linux, freebsd)";
    private static final String CONDITION = "longerThan($max), ";
    private static final String INSERT = "    insert(new Finding(\"fin-timeout/too-long\"";
    private static final String LAST = "$v1)));\n";

    @TestFactory
    Stream<DynamicTest> shippedRulesKeepToTheLint() {
        return RuleFolder.all().stream()
                .map(folder -> DynamicTest.dynamicTest(
                        folder.id(),
                        () -> assertThat(RuleLint.check(folder.id() + "/rule.drl", folder.drl()))
                                .isEmpty()));
    }

    @Test
    void aSoundRuleHasNoOffence() {
        assertThat(RuleLint.check(PATH, SOUND)).isEmpty();
    }

    @Test
    void anOffenceSaysWhereItIs() {
        assertThat(RuleLint.check(PATH, SOUND.replace(CONDITION, "value > 60, ")))
                .extracting(Offence::toString)
                .containsExactly(PATH + ":10: the number 60 belongs into the policy or into a fact");
    }

    @Test
    void aMovedRuleKeepsNeitherNameNorFinding() {
        assertThat(RuleLint.check("fin-timeout/too-short/rule.drl", SOUND))
                .extracting(Offence::line)
                .containsExactly(6, 12);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aPlantedFaultIsCaughtAtItsLine(String fault, String sound, String planted, int line, String reason) {
        assertThat(SOUND).contains(sound);

        List<Offence> offences = RuleLint.check(PATH, SOUND.replace(sound, planted));

        assertThat(offences)
                .as(fault)
                .anySatisfy(offence -> assertThat(offence.line() + ": " + offence.reason())
                        .startsWith(line + ": ")
                        .contains(reason));
    }

    static Stream<Arguments> aPlantedFaultIsCaughtAtItsLine() {
        return Stream.of(ofNames(), ofNumbers(), ofControl(), ofAnnotations(), ofSections(), ofConsequences())
                .flatMap(faults -> faults);
    }

    private static Stream<Arguments> ofNames() {
        return Stream.of(
                arguments("no rule", RULE, "", 1, "this one none"),
                arguments("two rules", "end\n", "end\n\nrule \"x/y\"\nwhen\nthen\nend\n", 17, "this is another"),
                arguments("another name", RULE, "rule \"too-long\"", 6, "the name of its folder"),
                arguments("a name without quotes", RULE, "rule tooLong", 6, "the name of its folder"));
    }

    private static Stream<Arguments> ofNumbers() {
        return Stream.of(
                arguments("a number in a condition", CONDITION, "value > 60, ", 10, "the number 60"),
                arguments("a fraction", CONDITION, "share > 0.25, ", 10, "the number 0.25"),
                arguments("a hexadecimal number", CONDITION, "mask == 0xFFL, ", 10, "the number 0xFFL"),
                arguments("a negative number", CONDITION, "value == -1, ", 10, "the number 1"),
                arguments("a number in a consequence", LAST, "$v1 + 1)));\n", 14, "the number 1"));
    }

    /** What lets rules steer each other or the engine. */
    private static Stream<Arguments> ofControl() {
        Stream<Arguments> attributes = Stream.of(
                        "salience $high",
                        "agenda-group \"g\"",
                        "activation-group \"g\"",
                        "ruleflow-group \"g\"",
                        "no-loop true",
                        "lock-on-active true",
                        "auto-focus true",
                        "timer (cron: $at)",
                        "duration $long",
                        "enabled $sometimes",
                        "extends \"a/b\"")
                .map(attribute -> arguments(
                        attribute, OS, OS + "\n" + attribute, 7, attribute.split(" ", 2)[0]));
        Stream<Arguments> declarations = Stream.of(
                        "global java.util.List found;",
                        "function boolean f() { return true; }",
                        "query q() end",
                        "declare Fact end",
                        "package io.portgrade;")
                .map(declaration -> arguments(
                        declaration,
                        "\nrule",
                        declaration + "\nrule",
                        5,
                        declaration.split(" ", 2)[0]));
        Stream<Arguments> actions = Stream.of(
                        "modify($fin) { setBad(true) }",
                        "update($fin);",
                        "delete($fin);",
                        "retract($fin);",
                        "insertLogical($fin);",
                        "drools.halt();",
                        "kcontext.getKieRuntime();")
                .map(action -> arguments(action, INSERT, action + "\n" + INSERT, 12, action.split("\\W", 2)[0]));
        return Stream.of(attributes, declarations, actions, Stream.of(evaluation()))
                .flatMap(faults -> faults);
    }

    private static Arguments evaluation() {
        return arguments("eval", CONDITION, "eval($max.isZero()), ", 10, "\"eval\"");
    }

    private static Stream<Arguments> ofAnnotations() {
        return Stream.of(
                arguments("no severity", SEVERITY, "", 1, "stands 0 times"),
                arguments("two severities", SEVERITY, SEVERITY + " @severity(LOW)", 1, "stands 2 times"),
                arguments("an unknown severity", SEVERITY, "@severity(SEVERE)", 6, "\"SEVERE\" is no severity"),
                arguments("a severity in small letters", SEVERITY, "@severity(medium)", 6, "is no severity"),
                arguments("an unknown fact", REQUIRES, "@requires(FinTimeout, Fin)", 6, "\"Fin\" is no type of fact"),
                arguments("no fact", REQUIRES, "@requires()", 6, "\"\" is no type of fact"),
                arguments("an unknown system", OS, "@os(linux, solaris)", 6, "\"solaris\" is no operating system"),
                arguments("a system in capitals", OS, "@os(LINUX)", 6, "\"LINUX\" is no operating system"),
                arguments("an unknown annotation", OS, "@Timeout(soon)", 6, "there is no annotation @Timeout(soon)"));
    }

    private static Stream<Arguments> ofSections() {
        return Stream.of(
                arguments("no conditions", "when\n", "\n", 1, "has when, then and end"),
                arguments(
                        "a finding in a condition", "    $fin :", "    not Finding()\n    $fin :", 10, "at a Finding"),
                arguments("a bound finding", "    $fin :", "    $f : Finding()\n    $fin :", 10, "at a Finding"));
    }

    private static Stream<Arguments> ofConsequences() {
        String one = "exactly one insert";
        return Stream.of(
                arguments("two inserts", LAST, LAST + "    insert($fin);\n", 12, one),
                arguments("code before it", INSERT, "    String s = \"x\";\n" + INSERT, 12, one),
                arguments("code behind it", LAST, LAST + "    System.exit($v1);\n", 12, one),
                arguments("a condition around it", INSERT, "    if ($fin != null) " + INSERT, 12, one),
                arguments("something else", "new Finding(", "new Object(", 12, one),
                arguments("no semicolon", LAST, "$v1)))\n", 12, one),
                arguments("another rule's finding", INSERT, INSERT.replace("long", "short"), 12, "the rule's own name"),
                arguments("a worse severity", "Severity.LOW", "Severity.HIGH", 12, "Severity.HIGH is worse"));
    }
}
