package io.portgrade.render.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleHtmlTest {

    @Test
    void lineBreaksOfFormsAreLineBreaks() {
        assertThat(VisibleHtml.of("a\r\nb\rc\td")).isEqualTo("a\nb‹U+000D›c\td");
    }

    @ParameterizedTest
    @CsvSource({
        "web-17, web-17",
        "<b a=\"1\">, &lt;b a=&quot;1&quot;&gt;",
        "&amp;, &amp;amp;",
        "a\u001B[31m, a‹U+001B›[31m",
        "a\u202Eb, a‹U+202E›b",
        "a\u009Bb, a‹U+009B›b",
        "a\uD800b, a‹U+D800›b",
        "a\uFEFFb, a‹U+FEFF›b",
        "##[error]a, #&#35;[error]a",
        "#[error]a, &#35;[error]a",
        "'a\n  ::error::b', 'a\n  &#58;:error::b'",
        "a::b, a::b",
        "Grüße 漢字 😀, Grüße 漢字 😀"
    })
    void textIsShown(String text, String html) {
        assertThat(VisibleHtml.of(text)).isEqualTo(html);
    }
}
