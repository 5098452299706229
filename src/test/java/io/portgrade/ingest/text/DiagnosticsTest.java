package io.portgrade.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticsTest {

    @Test
    void namesSourceAndLine() {
        assertThat(log("ok\nbad\n", 2)).containsExactly(new Diagnostic("s", 2, "odd: \"bad\""));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, odd: \"x\"",
        "101, 101, and 1 more like these, left out",
        "250, 101, and 150 more like these, left out"
    })
    void keepsTheFirstHundred(int lines, int diagnostics, String last) {
        List<Diagnostic> all = log("x\n".repeat(lines), 1);
        assertThat(all).hasSize(diagnostics);
        assertThat(all.get(all.size() - 1).message()).isEqualTo(last);
        assertThat(all.get(99).line()).isEqualTo(100);
    }

    @Test
    void shortensAndEscapesWhatItQuotes() {
        assertThat(log("x".repeat(500), 1).get(0).message())
                .hasSizeLessThan(100)
                .endsWith("xx…\"");
        assertThat(log("a\u001b[31mb\u202ec\u0085", 1).get(0).message())
                .isEqualTo("odd: \"a\\u001b[31mb\\u202ec\\u0085\"");
    }

    private static List<Diagnostic> log(String text, int from) {
        Diagnostics log = new Diagnostics("s");
        for (Line line : new Lines(text)) {
            if (line.number() >= from) {
                log.at(line, "odd");
            }
        }
        return log.toList();
    }
}
