package io.portgrade.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain 1:2|plain 1:2",
                "Zürich 東京 🎉|Zürich 東京 🎉",
                "a\u0000b|a\\u0000b",
                "\u001b[31m|\\u001b[31m",
                "\u009b2J|\\u009b2J",
                "a\u202eb|a\\u202eb",
                "a\u200bb|a\\u200bb",
                "a\ufeff|a\\ufeff",
                "a\u2028b|a\\u2028b",
                "x\ud800y|x\\ud800y",
                "x\udc00|x\\udc00",
                "\uffff|\\uffff",
                "\udb40\udc01|\\u{e0001}"
            })
    void whatActsIsWrittenAsItsCode(String text, String visible) {
        assertThat(VisibleText.line(text)).isEqualTo(visible);
        assertThat(VisibleText.block(text)).isEqualTo(visible);
    }

    @Test
    void aBlockKeepsItsLinesAndALineHasNone() {
        assertThat(VisibleText.block("a\r\n\tb\rc\n")).isEqualTo("a\n\tb\\u000dc\n");
        assertThat(VisibleText.line("a\r\n\tb\rc\n")).isEqualTo("a  b\\u000dc ");
    }
}
