package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonBodyTest {

    /** Jackson quotes the name in full, and the name may be long and look like what Jackson says of itself. */
    @ParameterizedTest
    @MethodSource
    void aNameSentTwiceIsRefusedAtOnceAndInFewWords(String name) {
        String body = "{\"settings\":{\"" + name + "\":\"1\",\"" + name + "\":\"2\"}}";

        ProblemException refused = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> catchThrowableOfType(ProblemException.class, () -> JsonBody.request(body.getBytes(UTF_8))));

        assertThat(refused.type()).isEqualTo(ProblemType.MALFORMED_JSON);
        assertThat(refused.detail())
                .contains("line 1")
                .containsIgnoringCase("duplicate")
                .hasSizeLessThan(600);
    }

    static String[] aNameSentTwiceIsRefusedAtOnceAndInFewWords() {
        return new String[] {
            "a", "(" + "[".repeat(49_000), "([" + "()".repeat(24_000), "([".repeat(24_000), "`".repeat(49_000)
        };
    }

    @Test
    void bytesOfNoCharsetAreMalformedJson() {
        for (byte[] body : new byte[][] {{0, 0, (byte) 0xCF, 0, 1, 2}, {0, 0x7B, 0, 0, 0, 0}}) {
            assertThatThrownBy(() -> JsonBody.request(body))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("send the document in UTF-8");
        }
    }
}
