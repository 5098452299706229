package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.report.AuditReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextRenderingTest {

    private static final String COLOUR = "\u001b\\[[0-9;]+m";

    @Test
    void colourIsAllThatColourAdds() {
        AuditReport report = TestReports.proxy();
        String plain = text(new TextRendering().render(report));

        assertThat(plain).doesNotContain("\u001b");
        assertThat(text(new ColourTextRendering().render(report)))
                .contains("\u001b[1;31m")
                .satisfies(
                        coloured -> assertThat(coloured.replaceAll(COLOUR, "")).isEqualTo(plain));
    }

    @Test
    void noEscapeOfTheClientReachesATerminal() {
        AuditReport hostile = TestReports.saying(TestReports.HOSTILE, TestReports.proxy());
        String coloured = text(new ColourTextRendering().render(hostile)).replaceAll(COLOUR, "");

        assertThat(coloured).contains("\\u001b[31mred").isEqualTo(text(new TextRendering().render(hostile)));
        assertThat(coloured.chars()).noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    }

    @Test
    void proseFitsIntoTheWidth() {
        String text = text(new TextRendering().render(TestReports.proxy()));

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextLines.WIDTH));
    }

    @Test
    void noLineIsACommandOfAWorkflow() {
        String text = text(new TextRendering()
                .render(TestReports.saying("::add-mask::a ##[add-mask]b\n::error::c", TestReports.proxy())));

        assertThat(text.lines())
                .noneMatch(line -> line.replaceAll("^[\\s\u00a0]+", "").startsWith("::"));
        assertThat(text).doesNotContain("##[").contains("\\u003a:add-mask::a", "#\\u0023[add-mask]b");
    }

    @Test
    void tellsWhatWasAssumedAndWhatEachCeilingDependsOn() {
        AuditReport report = GoldenReports.read("proxy");
        List<String> notes = report.capacity().destinations().stream()
                .flatMap(destination -> destination.notes().stream())
                .toList();

        for (String rendered :
                List.of(text(new TextRendering().render(report)), text(new MarkdownRendering().render(report)))) {
            String words = rendered.replaceAll("\\s+", " ").replace("\\", "");
            assertThat(words).contains(report.capacity().assumptions()).contains(notes);
        }
    }

    @Test
    void longWordsAreBrokenBetweenCharacters() {
        String lines = new TextLines()
                .wrapped("> ", "  ", "🎉".repeat(TextLines.WIDTH))
                .toString();

        assertThat(lines.lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextLines.WIDTH));
        assertThat(lines).doesNotContain("?").isEqualTo(new String(lines.getBytes(UTF_8), UTF_8));
    }

    @Test
    void aLongWordIsBrokenInOneGo() {
        String word = "x".repeat(1_000_000);

        assertThat(new TextLines()
                        .wrapped("", word)
                        .toString()
                        .lines()
                        .mapToInt(String::length)
                        .sum())
                .isEqualTo(word.length());
    }

    private static String text(byte[] rendered) {
        return new String(rendered, UTF_8);
    }
}
