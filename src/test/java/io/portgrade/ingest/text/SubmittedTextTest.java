package io.portgrade.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.portgrade.snapshot.Diagnostic;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SubmittedTextTest {

    private static final String TEXT = "a.b = 1\nc.d = ü\n";

    @ParameterizedTest
    @MethodSource
    void readsBytes(byte[] bytes) {
        assertThat(SubmittedText.of(bytes, "sysctl"))
                .returns(TEXT, SubmittedText::text)
                .satisfies(read -> assertThat(read.diagnostics()).isEmpty());
    }

    static Stream<Arguments> readsBytes() {
        String marked = "\uFEFF" + TEXT;
        return Stream.of(
                argumentSet("UTF-8", TEXT.getBytes(StandardCharsets.UTF_8)),
                argumentSet("UTF-8 with mark", marked.getBytes(StandardCharsets.UTF_8)),
                argumentSet("UTF-8 with CRLF", TEXT.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)),
                argumentSet("UTF-8 with lone CR", TEXT.replace("\n", "\r").getBytes(StandardCharsets.UTF_8)),
                argumentSet("UTF-16 LE with mark", marked.getBytes(StandardCharsets.UTF_16LE)),
                argumentSet("UTF-16 BE with mark", marked.getBytes(StandardCharsets.UTF_16BE)),
                argumentSet("UTF-16 LE", TEXT.getBytes(StandardCharsets.UTF_16LE)),
                argumentSet("UTF-16 BE", TEXT.getBytes(StandardCharsets.UTF_16BE)));
    }

    @ParameterizedTest
    @MethodSource
    void repairsText(String broken, String repaired) {
        assertThat(SubmittedText.of(broken, "sysctl"))
                .returns(repaired, SubmittedText::text)
                .satisfies(read -> assertThat(read.diagnostics()).isEmpty());
    }

    static Stream<Arguments> repairsText() {
        byte[] utf16 = ("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_16LE);
        byte[] unmarked = "a.b = 1\n".getBytes(StandardCharsets.UTF_16BE);
        return Stream.of(
                argumentSet("mark", "\uFEFF" + TEXT, TEXT),
                argumentSet("UTF-16 as Latin-1", new String(utf16, StandardCharsets.ISO_8859_1), TEXT),
                argumentSet("unmarked UTF-16 as UTF-8", new String(unmarked, StandardCharsets.UTF_8), "a.b = 1\n"),
                argumentSet(
                        "marked UTF-16 as UTF-8",
                        new String("\uFEFFa.b = 1\n".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_8),
                        "a.b = 1\n"));
    }

    @Test
    void namesTheFirstLineThatIsNotUtf8() {
        byte[] bytes = "a.b = 1\r\nc.d = \u00FF\r\ne.f = \u00FE\r\n".getBytes(StandardCharsets.ISO_8859_1);

        SubmittedText read = SubmittedText.of(bytes, "sysctl");

        assertThat(read.text()).isEqualTo("a.b = 1\nc.d = \uFFFD\ne.f = \uFFFD\n");
        assertThat(read.diagnostics()).singleElement().returns(2, Diagnostic::line);
    }

    @Test
    void takesAReplacementCharacterThatWasSentForWhatItIs() {
        assertThat(SubmittedText.of("a\uFFFDb".getBytes(StandardCharsets.UTF_8), "sysctl")
                        .diagnostics())
                .isEmpty();
    }

    @Test
    void dropsStrayNulsAndSaysWhere() {
        SubmittedText read = SubmittedText.of("a.b = 1\nc.d = 2\0\n", "sysctl");

        assertThat(read.text()).isEqualTo("a.b = 1\nc.d = 2\n");
        assertThat(read.diagnostics()).singleElement().returns(2, Diagnostic::line);
    }

    @Test
    void leavesCleanTextAsItIs() {
        assertThat(SubmittedText.of(TEXT, "sysctl").text()).isSameAs(TEXT);
    }

    @Property
    void readsWhateverBytes(@ForAll byte[] bytes) {
        assertThat(SubmittedText.of(bytes, "sysctl").text()).doesNotContain("\0", "\r");
    }

    @Property
    void readsWhateverText(@ForAll String text) {
        assertThat(SubmittedText.of(text, "sysctl").text()).doesNotContain("\0", "\r");
    }
}
