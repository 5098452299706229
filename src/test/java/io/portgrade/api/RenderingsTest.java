package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingsTest {

    private static final Renderings RENDERINGS = new Renderings(List.of(
            new Named("html", "text/html;charset=UTF-8", true),
            new Named("array", "application/json", false),
            new Named("json", "application/json", true),
            new Named("lines", "text/plain;charset=UTF-8", false),
            new Named("markdown", "text/markdown;charset=UTF-8", true),
            new Named("text", "text/plain;charset=UTF-8", true)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "         |                                         | json",
                "markdown |                                         | markdown",
                "         | */*                                     | json",
                "         | text/*                                  | html",
                "         | text/markdown;q=0.5, text/html;q=0.4    | markdown",
                "         | image/png, application/*;q=0.1          | json",
                "         | application/json                        | json",
                "array    | application/json                        | array",
                "         | text/plain                              | text",
                "lines    | text/plain                              | lines",
                "lines    |                                         | lines",
                "markdown | text/*                                  | markdown",
                "markdown | */*;q=0.1                               | markdown"
            })
    void formatIsChosen(@Nullable String format, @Nullable String accept, String expected) {
        List<String> accepted = accept == null ? List.of() : List.of(accept);

        assertThat(RENDERINGS.choose(formats(format), accepted).rendering().id())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "html |                                               | kept html",
                "html | */*                                           | kept html",
                "html | text/*                                        | kept html",
                "     | text/*                                        | kept html",
                "html | text/html,application/xhtml+xml,*/*;q=0.8     | html",
                "     | text/html                                     | html"
            })
    void whoDoesNotNameItsTypeKeepsIt(@Nullable String format, @Nullable String accept, String rendered) {
        Rendering chosen = RENDERINGS
                .choose(formats(format), accept == null ? List.of() : List.of(accept))
                .rendering();

        assertThat(chosen.id()).isEqualTo("html");
        assertThat(((Named) chosen).rendered()).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"html | text/markdown", "xml | */*", " | image/png", "json | text/html"})
    void whatThereIsNotIsRefused(@Nullable String format, String accept) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RENDERINGS.choose(formats(format), List.of(accept)))
                .withMessageContaining("html (text/html;charset=UTF-8), json (application/json)");
    }

    @Test
    void twoFormatsAtOnceAreRefused() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RENDERINGS.choose(List.of("json", "html"), List.of()))
                .withMessageContaining("asks for 2 formats")
                .withMessageContaining("html (text/html;charset=UTF-8), json (application/json)");
    }

    private static List<String> formats(@Nullable String format) {
        return format == null ? List.of() : List.of(format);
    }

    private record Named(String id, String mediaType, boolean standsForItsMediaType, String rendered)
            implements Rendering {

        Named(String id, String mediaType, boolean standsForItsMediaType) {
            this(id, mediaType, standsForItsMediaType, id);
        }

        @Override
        public byte[] render(AuditReport report) {
            return rendered.getBytes(UTF_8);
        }

        @Override
        public Rendering kept() {
            return new Named(id, mediaType, standsForItsMediaType, "kept " + id);
        }
    }
}
