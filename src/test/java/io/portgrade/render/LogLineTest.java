package io.portgrade.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"##[error]é", "###[[##[", "\\##[", "\"##[\"", "# #[ \ud83c\udf89"})
    void jsonMeansTheSame(String text) throws IOException {
        byte[] json = LogLine.inJson(JSON.writeValueAsBytes(text));
        assertThat(new String(json, UTF_8)).doesNotContain("##[");
        assertThat(JSON.readValue(json, String.class)).isEqualTo(text);
    }

    @Test
    void jsonInWhichNothingActsIsNotCopied() {
        byte[] json = {'1'};
        assertThat(LogLine.inJson(json)).isSameAs(json);
    }

    @Test
    void markupMeansTheSame() {
        assertThat(LogLine.inMarkup("<a b=\"##[x\">\n\n \u00a0::c::\n::d::</a>::"))
                .isEqualTo("<a b=\"#&#35;[x\">\n\n \u00a0&#58;:c::\n&#58;:d::</a>::");
    }
}
