package io.portgrade.engine;

import static io.portgrade.engine.OperatorRules.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.portgrade.audit.TestAudits;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of an operator's own that are refused. */
class OperatorRulesTest {

    private static final String FIN = "$x : FinTimeout()";

    /** Loading compiles; so one folder for each step that refuses. */
    private static List<RuleProblem> refusedFiles;

    private static List<RuleProblem> refusedAnnotations;

    @BeforeAll
    static void load(@TempDir Path files, @TempDir Path annotations) {
        refusedFiles = refused(new OperatorRules(files)
                .add("own/fine", rule("own/fine", "@severity(LOW)", FIN))
                .add("own/syntax", "rule \"own/syntax\" @severity(LOW)\nwhen\n    $x : FinTimeout(\nthen\nend\n")
                .add("own/unknown-fact", rule("own/unknown-fact", "@severity(LOW)", "$x : NoSuchFact()"))
                .add("own/unknown-field", rule("own/unknown-field", "@severity(LOW)", "$x : FinTimeout(nothing > 1)"))
                .add("own/unknown-class", rule("own/unknown-class", "@severity(LOW)", FIN, "new NoSuchClass();"))
                .add("own/two", rule("own/two", "@severity(LOW)", FIN) + rule("own/second", "@severity(LOW)", FIN))
                .add("own/no-rule", "")
                .addRaw("own/empty", "")
                .add("own/other-name", rule("own/else", "@severity(LOW)", FIN))
                .addRaw("own/packaged", "package own;\n" + rule("own/packaged", "@severity(LOW)", FIN))
                .add("own/halts", rule("own/halts", "@severity(LOW)", FIN, "drools.halt();"))
                .add("own/deletes", rule("own/deletes", "@severity(LOW)", FIN, "String s = \"x\";\n    delete($x);"))
                .add("own/retracts", rule("own/retracts", "@severity(LOW)", FIN, "drools.retract($x);"))
                .add("own/disabled", rule("own/disabled", "@severity(LOW)\n    enabled false", FIN))
                .add("own/grouped", rule("own/grouped", "@severity(LOW) salience 7 agenda-group \"x\"", FIN))
                .addRaw("own/dated", "date-effective \"1-Jan-2100\"\n" + rule("own/dated", "@severity(LOW)", FIN))
                .add(
                        "own/fine-as-well",
                        rule(
                                "own/fine-as-well",
                                "@severity(LOW) salience 7 no-loop true",
                                FIN,
                                "// drools.halt()\n String s = new StringBuilder(\"delete($x)\").delete(0, 1).toString();"))
                .add("Own/Upper", rule("Own/Upper", "@severity(LOW)", FIN))
                .add("deep/down/below", rule("deep/down/below", "@severity(LOW)", FIN)));
        refusedAnnotations = refused(new OperatorRules(annotations)
                .add("own/fine", rule("own/fine", "@severity(LOW)", FIN))
                .add("own/no-severity", rule("own/no-severity", "", FIN))
                .add("own/unknown-severity", rule("own/unknown-severity", "@severity(SEVERE)", FIN))
                .add(
                        "own/unknown-requires",
                        rule("own/unknown-requires", "@severity(LOW) @requires(FinTimeout, Nope)", FIN))
                .add("own/unknown-os", rule("own/unknown-os", "@severity(LOW) @os(linux, beos)", FIN))
                .add("own/unknown-annotation", rule("own/unknown-annotation", "@severity(LOW) @colour(red)", FIN)));
    }

    static Stream<Arguments> refusedFiles() {
        return Stream.of(
                arguments("own/syntax", 10, "mismatched input 'end'"),
                arguments("own/unknown-fact", 8, "NoSuchFact"),
                arguments("own/unknown-field", 8, "nothing"),
                arguments("own/unknown-class", 10, "NoSuchClass"),
                arguments("own/two", 1, "a file holds exactly one rule"),
                arguments("own/no-rule", 1, "a file holds exactly one rule"),
                arguments("own/empty", 1, "a file holds exactly one rule"),
                arguments("own/other-name", 6, "the rule must have the name of its folder, \"own/other-name\""),
                arguments("own/packaged", 1, "a rule file declares no package"),
                arguments("own/halts", 10, "a rule may not halt the evaluation"),
                arguments("own/deletes", 11, "a rule may not delete a fact"),
                arguments("own/retracts", 10, "a rule may not delete a fact"),
                arguments("own/disabled", 7, "a rule that \"enabled\" keeps from firing would be reported as passed"),
                arguments("own/grouped", 6, "\"agenda-group\""),
                arguments("own/dated", 1, "\"date-effective\""),
                arguments(
                        "Own/Upper",
                        1,
                        "the folder must be <topic>/<name> in lower case letters, digits and single hyphens"),
                arguments(
                        "deep/down/below",
                        1,
                        "the folder must be <topic>/<name> in lower case letters, digits and single hyphens"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedFiles")
    void refusesAFileWithItsLineAndReason(String id, int line, String reason) {
        assertThat(refusedFiles)
                .filteredOn(problem -> problem.path().equals(id + "/rule.drl"))
                .isNotEmpty()
                .anySatisfy(problem -> {
                    assertThat(problem.toString()).startsWith(id + "/rule.drl:" + line + ": ");
                    assertThat(problem.reason()).contains(reason).isNotBlank();
                });
    }

    static Stream<Arguments> refusedAnnotations() {
        return Stream.of(
                arguments("own/no-severity", "@severity must be one of CRITICAL, HIGH, MEDIUM, LOW, INFO"),
                arguments("own/unknown-severity", "@severity must be one of CRITICAL, HIGH, MEDIUM, LOW, INFO"),
                arguments(
                        "own/unknown-requires",
                        "@requires names an unknown fact \"Nope\"; known: BoundSources, CapacityUse"),
                arguments("own/unknown-os", "@os names an unknown system \"beos\""),
                arguments(
                        "own/unknown-annotation",
                        "unknown annotation @colour; known: @os, @requires, @settings, @severity"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedAnnotations")
    void refusesAnnotationsWithTheReason(String id, String reason) {
        assertThat(refusedAnnotations)
                .extracting(RuleProblem::toString)
                .anySatisfy(text -> assertThat(text).startsWith(id + "/rule.drl:1: " + reason));
    }

    @Test
    void refusesNothingThatIsRight() {
        assertThat(refusedFiles).noneMatch(problem -> problem.path().startsWith("own/fine"));
        assertThat(refusedAnnotations)
                .noneMatch(problem -> problem.path().startsWith("own/fine"))
                .hasSize(5);
    }

    @Test
    void refusesTheIdOfAShippedRule(@TempDir Path folder) {
        String id = "fin-timeout/too-long";
        List<RuleProblem> problems = refused(new OperatorRules(folder).add(id, rule(id, "@severity(LOW)", FIN)));
        assertThat(problems)
                .containsExactly(
                        new RuleProblem(id + "/rule.drl", 1, "a shipped rule has the id fin-timeout/too-long already"));
    }

    @Test
    void anEmptyFolderAddsNothing(@TempDir Path folder) {
        assertThat(RuleLibrary.load(folder).catalogue().rules())
                .containsExactlyElementsOf(TestAudits.RULES.catalogue().rules());
    }

    private static List<RuleProblem> refused(OperatorRules rules) {
        return catchThrowableOfType(RuleCompilationException.class, () -> RuleLibrary.load(rules.folder()))
                .problems();
    }
}
