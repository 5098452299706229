package io.portgrade.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Diagnostic;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DiagnosticsTest {

    @Test
    void keepsAHundredAndCountsTheRest() {
        Diagnostics diagnostics = new Diagnostics("sysctl");
        for (int line = 1; line <= 250; line++) {
            diagnostics.at(line, "bad");
        }

        assertThat(diagnostics.toList())
                .hasSize(101)
                .last()
                .isEqualTo(new Diagnostic("sysctl", null, "and 150 more like these, left out"));
    }

    @Test
    void keepsExactlyAHundredWithoutARemark() {
        Diagnostics diagnostics = new Diagnostics("sysctl");
        for (int line = 1; line <= 100; line++) {
            diagnostics.at(line, "bad");
        }

        assertThat(diagnostics.toList()).hasSize(100).allMatch(diagnostic -> diagnostic.line() != null);
    }

    @Test
    void quotesWithControlCharactersEscaped() {
        assertThat(Excerpt.of("  a\tb\u001B[31m\u202E")).isEqualTo("\"a\\tb\\u001b[31m\\u202e\"");
    }

    @Test
    void shortensWhatItQuotes() {
        assertThat(Excerpt.of("x".repeat(81))).isEqualTo('"' + "x".repeat(80) + "…\"");
        assertThat(Excerpt.of("x".repeat(80))).isEqualTo('"' + "x".repeat(80) + '"');
    }

    @Property
    void quotesWhateverText(@ForAll String text) {
        assertThat(Excerpt.of(text))
                .hasSizeLessThanOrEqualTo(80 * 6 + 3)
                .matches(quoted -> quoted.chars().noneMatch(Character::isISOControl));
    }
}
