package io.portgrade.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "tcp_tw_reuse is 1 ~ tcp_tw_reuse is 1",
                "_a_ *b* ~ \\_a\\_ \\*b\\*",
                "<b>&amp; ~ \\<b\\>\\&amp;",
                "[x](y) ~ \\[x\\](y)",
                "a | b ~ a \\| b",
                "\\| ~ \\\\\\|",
                "`x` ~ \\`x\\`",
                "see https://a.example or www.b.example ~ see https\\://a.example or www\\.b.example",
                "@org/team ~ @\u200borg/team",
                "#12 ~ \\#12",
                "$a$ costs $1 ~ \\$a\\$ costs \\$1",
                "::1 ~ ::1"
            })
    void proseIsNoMarkup(String text, String markdown) {
        assertThat(Markdown.prose(text)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"a.b = 1 ~ `a.b = 1`", "a`b ~ ``a`b``", "`` ~ ``` `` ```", "a | b ~ `a | b`", "'' ~ (empty)"})
    void codeSpanIsLeftByNothing(String text, String markdown) {
        assertThat(Markdown.code(text)).isEqualTo(markdown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a.b:1 ~ `a.b:1`",
                "a|b ~ <code>a&#124;b</code>",
                "\\| ~ <code>&#92;&#124;</code>",
                "<b>|*c* ~ <code>&#60;b&#62;&#124;&#42;c&#42;</code>"
            })
    void codeInACellHoldsNoBar(String text, String markdown) {
        assertThat(Markdown.codeInCell(text)).isEqualTo(markdown);
    }

    @Test
    void fenceIsLongerThanAnyInside() {
        assertThat(new Markdown().fence("sh", "a\n````\n# b").toString()).isEqualTo("`````sh\na\n````\n# b\n`````\n");
        assertThat(new Markdown().fence("", "a\n").toString()).isEqualTo("```\na\n```\n");
    }
}
