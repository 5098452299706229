package io.portgrade.ingest.text;

import static java.util.stream.Collectors.toList;
import static java.util.stream.StreamSupport.stream;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinesTest {

    @Test
    void endsLinesAtLineFeeds() {
        assertThat(lines("\uFEFFa b\r\n\n c")).extracting(Line::text).containsExactly("a b", "", "c");
        assertThat(lines("a\n")).hasSize(1);
        assertThat(lines("")).isEmpty();
    }

    @Test
    void splitsALineAtBlanks() {
        Line line = lines("\tone \u00A0 two\u0000three \r\n").get(0);
        assertThat(line.size()).isEqualTo(3);
        assertThat(line.word(0)).isEqualTo("one");
        assertThat(line.word(2)).isEqualTo("three");
        assertThat(line.word(3)).isEmpty();
        assertThat(line.isIndented()).isTrue();
        assertThat(line.number()).isEqualTo(1);
    }

    @Test
    void tellsOnlyTheFirstWordsApart() {
        Line line = lines("w ".repeat(40)).get(0);
        assertThat(line.size()).isEqualTo(Line.MAX_WORDS);
        assertThat(line.text()).hasSize(79);
    }

    @ParameterizedTest
    @CsvSource({
        "$ ss -ltn, true",
        "root@web-17:~# ss, true",
        "[root@web-17 ~]#, true",
        "ana@mac ~ % ss, true",
        "PS C:\\> ss, true",
        "LISTEN 0 128, false",
        "used 80% of, false",
        "a b c #, false",
    })
    void knowsAPrompt(String text, boolean prompt) {
        assertThat(lines(text).get(0).isPrompt()).isEqualTo(prompt);
    }

    @Property
    void numbersLinesAsLineFeedsDo(@ForAll List<String> texts) {
        String text = String.join("\n", texts);
        List<Line> lines = lines(text);
        long feeds = text.chars().filter(c -> c == '\n').count();
        assertThat((long) lines.size()).isBetween(feeds, feeds + 1);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).number()).isEqualTo(i + 1);
        }
    }

    private static List<Line> lines(String text) {
        return stream(new Lines(text).spliterator(), false).collect(toList());
    }
}
