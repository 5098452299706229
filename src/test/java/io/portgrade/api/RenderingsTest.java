package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portgrade.report.AuditReport;
import io.portgrade.report.Rendering;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingsTest {

    private static final Renderings RENDERINGS = new Renderings(List.of(
            new Named("html", "text/html;charset=UTF-8"),
            new Named("json", "application/json"),
            new Named("markdown", "text/markdown;charset=UTF-8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "         |                                         | json",
                "markdown |                                         | markdown",
                "         | */*                                     | json",
                "         | text/*                                  | html",
                "         | text/markdown;q=0.5, text/html;q=0.4    | markdown",
                "         | text/plain, application/*;q=0.1         | json",
                "markdown | text/*                                  | markdown",
                "markdown | */*;q=0.1                               | markdown"
            })
    void formatIsChosen(@Nullable String format, @Nullable String accept, String expected) {
        List<String> accepted = accept == null ? List.of() : List.of(accept);

        assertThat(RENDERINGS.choose(format, accepted).rendering().id()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"html | text/markdown", "xml | */*", " | image/png", "json | text/html"})
    void whatThereIsNotIsRefused(@Nullable String format, String accept) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RENDERINGS.choose(format, List.of(accept)))
                .withMessageContaining("html (text/html;charset=UTF-8), json (application/json)");
    }

    private record Named(String id, String mediaType) implements Rendering {

        @Override
        public byte[] render(AuditReport report) {
            return id.getBytes(UTF_8);
        }
    }
}
