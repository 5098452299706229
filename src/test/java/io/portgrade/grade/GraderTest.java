package io.portgrade.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Severity;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraderTest {

    @ParameterizedTest(name = "{0} critical, {1} high, {2} medium, {3} low, {4} info: {5} {6}")
    @CsvSource({
        "0, 0, 0, 0, 0, 100, A+",
        "0, 0, 0, 0, 9, 100, A+",
        "0, 0, 0, 1, 0, 96, A",
        "0, 0, 0, 2, 0, 92, A",
        "0, 0, 0, 3, 0, 88, B",
        "0, 0, 0, 5, 0, 80, B",
        "0, 0, 0, 6, 0, 76, C",
        "0, 0, 0, 7, 0, 72, C",
        "0, 0, 0, 8, 0, 68, D",
        "0, 0, 0, 10, 0, 60, D",
        "0, 0, 0, 11, 0, 56, F",
        "0, 0, 1, 0, 0, 88, B",
        "0, 0, 2, 0, 0, 76, C",
        "0, 0, 3, 0, 0, 64, D",
        "0, 1, 0, 0, 0, 75, C",
        "0, 1, 0, 1, 0, 71, C",
        "0, 1, 1, 0, 0, 63, D",
        "0, 2, 0, 0, 0, 50, F",
        "1, 0, 0, 0, 0, 50, F",
        "1, 1, 2, 0, 0, 1, F",
        "2, 0, 0, 0, 0, 0, F",
        "3, 3, 3, 3, 3, 0, F"
    })
    void takesOffPointsAndCapsTheLetter(
            int critical, int high, int medium, int low, int info, int points, String letter) {
        Map<String, Severity> worst = new HashMap<>();
        put(worst, Severity.CRITICAL, critical);
        put(worst, Severity.HIGH, high);
        put(worst, Severity.MEDIUM, medium);
        put(worst, Severity.LOW, low);
        put(worst, Severity.INFO, info);
        Score score = Grader.grade(worst, true);
        assertThat(score.points()).isEqualTo(points);
        assertThat(score.grade().letter()).isEqualTo(letter);
    }

    @Test
    void nothingIsPerfectThatWasNotAssessed() {
        assertThat(Grader.grade(Map.of(), false)).isEqualTo(new Score(100, Grade.A));
        assertThat(Grader.grade(Map.of(), true)).isEqualTo(new Score(100, Grade.A_PLUS));
    }

    @ParameterizedTest(name = "{0} points: {1}")
    @CsvSource({"100, A+", "99, A", "90, A", "89, B", "80, B", "79, C", "70, C", "69, D", "60, D", "59, F", "0, F"})
    void lettersBeginAtTheirPoints(int points, String letter) {
        assertThat(Grade.ofPoints(points).letter()).isEqualTo(letter);
    }

    @ParameterizedTest(name = "{0} reaches {1}: {2}")
    @CsvSource({"A+, A, true", "A, A+, false", "B, B, true", "C, B, false", "F, F, true", "F, D, false"})
    void aLetterReachesItselfAndAllBelow(String letter, String least, boolean reached) {
        assertThat(Grade.find(letter).orElseThrow().atLeast(Grade.find(least).orElseThrow()))
                .isEqualTo(reached);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({"a+, A_PLUS", "b, B", "F, F", "E, ", "'', ", "A-, "})
    void findsALetterInAnyCase(String letter, Grade grade) {
        assertThat(Grade.find(letter).orElse(null)).isEqualTo(grade);
    }

    /** A finding more, or a worse one of the same rule. */
    @Property(tries = 1000)
    void oneMoreFindingRaisesNothing(
            @ForAll Map<Integer, Severity> found, @ForAll int rule, @ForAll Severity more, @ForAll boolean complete) {
        Map<String, Severity> before = new HashMap<>();
        found.forEach((id, severity) -> before.put("rule/" + id, severity));
        Map<String, Severity> after = new HashMap<>(before);
        after.merge("rule/" + rule, more, Severity::worst);
        Score score = Grader.grade(before, complete);
        Score next = Grader.grade(after, complete);
        assertThat(next.points()).isLessThanOrEqualTo(score.points()).isBetween(0, 100);
        assertThat(next.grade()).isGreaterThanOrEqualTo(score.grade());
        assertThat(Grader.grade(before, false).grade()).isGreaterThanOrEqualTo(score.grade());
    }

    private static void put(Map<String, Severity> worst, Severity severity, int count) {
        for (int i = 0; i < count; i++) {
            worst.put(severity.id() + "/" + i, severity);
        }
    }
}
