package io.portgrade.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.SourceText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExcerptTest {

    private static final SourceText NINE = new SourceText("sysctl", "l1\nl2\r\nl3\nl4\nkey = 0\nl6\nl7\nl8\nl9\n");

    @Test
    void evidenceStandsAmongTwoLinesBeforeAndAfterIt() {
        assertThat(shown(List.of(NINE), at(5, "0")))
                .containsExactly("  3: l3", "  4: l4", "* 5: key = 0", "  6: l6", "  7: l7");
    }

    @Test
    void neighboursEndWithTheText() {
        assertThat(shown(List.of(NINE), at(1, "l1"), at(9, "l9")))
                .containsExactly("* 1: l1", "  2: l2", "  3: l3", "-  7: l7", "  8: l8", "* 9: l9");
    }

    @Test
    void linesThatTwoPiecesShareAreShownOnce() {
        assertThat(shown(List.of(NINE), at(2, "l2"), at(4, "l4")))
                .containsExactly("  1: l1", "* 2: l2", "  3: l3", "* 4: l4", "  5: key = 0", "  6: l6");
    }

    @Test
    void whatTheLineDoesNotSayIsSaid() {
        assertThat(shown(List.of(NINE), at(1, "40000"))).startsWith("* 1: l1 (key = 40000)");
    }

    @Test
    void whatIsNotInTheTextIsShownAsRead() {
        assertThat(shown(List.of(NINE), at(10, "0"))).containsExactly("* 10: key = 0");
        assertThat(shown(List.of(), at(5, "0"))).containsExactly("* 5: key = 0");
        assertThat(shown(List.of(NINE, NINE), at(5, "0"))).containsExactly("* 5: key = 0");
        assertThat(shown(List.of(), at(9, "0"), at(5, "1"))).containsExactly("* 5: key = 1", "* 9: key = 0");
        assertThat(shown(List.of(NINE), new Evidence("key", "0", "sysctl", null)))
                .containsExactly("* : key = 0");
    }

    @Test
    void longLinesAndManyPiecesAreCut() {
        SourceText emoji = new SourceText("sysctl", "x".repeat(399) + "\uD83D\uDE00" + "y".repeat(10_000));
        assertThat(shown(List.of(emoji), at(1, "x"))).containsExactly("* 1: " + "x".repeat(399) + "\u2026");

        Evidence[] many =
                IntStream.rangeClosed(1, 25).mapToObj(line -> at(line, "0")).toArray(Evidence[]::new);
        assertThat(excerpts(List.of(), many)).singleElement().satisfies(excerpt -> {
            assertThat(excerpt.lines()).hasSize(20);
            assertThat(excerpt.leftOut()).isEqualTo(5);
        });
    }

    private static Evidence at(int line, String value) {
        return new Evidence("key", value, "sysctl", line);
    }

    private static List<Excerpt> excerpts(List<SourceText> texts, Evidence... evidence) {
        List<Evidence> pieces = Arrays.asList(evidence);
        return Excerpt.of(pieces, SourceLines.around(Excerpt.places(pieces), texts));
    }

    private static List<String> shown(List<SourceText> texts, Evidence... evidence) {
        return excerpts(texts, evidence).stream()
                .flatMap(excerpt -> excerpt.lines().stream())
                .map(line -> (line.apart() ? "-" : "") + (line.evidence() ? "* " : "  ") + line.number() + ": "
                        + line.text() + (line.readAs().isEmpty() ? "" : " (" + line.readAs() + ")"))
                .toList();
    }
}
