package io.portgrade.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.portgrade.ingest.AuditRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void ofAnArrayOnlyThePartIsRead() {
        byte[] bytes = "{}\n{\"host\":{\"name\":\"a\"}}\n{\"host\":7}".getBytes(UTF_8);
        AuditRequest request = JsonBody.request(ByteBuffer.wrap(bytes, 3, 21));
        assertThat(request.host()).isNotNull();
        ProblemException cut =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.request(ByteBuffer.wrap(bytes, 3, 20)));
        assertThat(cut.detail()).startsWith("line 1, column 21");
        ProblemException blank =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.request(ByteBuffer.wrap(bytes, 2, 1)));
        assertThat(blank.type()).isEqualTo(ProblemType.EMPTY_BODY);
    }

    @Test
    void aPartThatIsNullIsNamed() {
        byte[] nothing = "null\n".getBytes(UTF_8);
        assertThatThrownBy(() -> JsonBody.pools(nothing, "/pools")).hasMessage("/pools: expected an array, found null");
        assertThatThrownBy(() -> JsonBody.settings(nothing, "/settings"))
                .hasMessage("/settings: expected an object, found null");
        assertThatThrownBy(() -> JsonBody.baseline(nothing, "/baseline"))
                .hasMessage("/baseline: expected an object, found null");
        assertThatThrownBy(() -> JsonBody.request(nothing)).hasMessage("null is not an audit request: send an object");
    }

    @Test
    void aPlaceInAPartIsNamedByThePart() {
        ProblemException part =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.pools("[{]".getBytes(UTF_8), "/pools"));
        assertThat(part.detail()).startsWith("/pools: line 1, column ");
        assertThat(part.errors())
                .singleElement()
                .extracting(ProblemError::inWords, STRING)
                .startsWith("pools:1:");
        ProblemException body =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.request("{]".getBytes(UTF_8)));
        assertThat(body.errors())
                .singleElement()
                .extracting(ProblemError::source)
                .isEqualTo("body");
    }

    /** Jackson calls any of them invalid UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"[{\"name\":\u00a0\"a\"}]", "[\u00e9]", "[\u65e5]", "[\ud83d\ude00]"})
    void lettersOutsideOfATextAreNoFaultOfTheEncoding(String json) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.pools(json.getBytes(UTF_8), "/pools"));
        assertThat(refused.detail()).contains("outside of a text").doesNotContain("UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"\u00e9\":1}]", "[\"\u00e9\"]", "[\u00e9]", "[\"\u00e9 and no end"})
    void latin1IsAFaultOfTheEncoding(String json) {
        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> JsonBody.pools(json.getBytes(ISO_8859_1), "/pools"));
        assertThat(refused.detail()).contains("not valid UTF-8");
    }

    @Test
    void aCharacterThatIsCutOffIsAnEndTooEarly() {
        byte[] cut = Arrays.copyOf("[\"\u65e5\"]".getBytes(UTF_8), 4);
        assertThat(catchThrowableOfType(ProblemException.class, () -> JsonBody.pools(cut, "/pools"))
                        .detail())
                .contains("ends in the middle");
    }

    @Test
    void bytesOfNoCharsetAreMalformedJson() {
        for (byte[] body : new byte[][] {{0, 0, (byte) 0xCF, 0, 1, 2}, {0, 0x7B, 0, 0, 0, 0}}) {
            assertThatThrownBy(() -> JsonBody.request(body))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("send the document in UTF-8");
        }
    }

    @ParameterizedTest(name = "requestsPerSecond {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN | JSON has no NaN and no Infinity: send a number, or leave the field out",
                "Infinity | JSON has no NaN and no Infinity",
                "-Infinity | JSON has no NaN and no Infinity",
                "+1 | line 1",
                "'\"12\"' | expected a number, found text",
            })
    void saysWhatIsNoNumber(String number, String message) {
        assertThatThrownBy(() -> JsonBody.request(pool("\"requestsPerSecond\": " + number)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("JsonReadFeature");
    }

    /** One sentence for audits and for lines of a batch, of which neither takes an array. */
    @Test
    void saysWhereSeveralHostsGo() {
        assertThatThrownBy(() -> JsonBody.request("[]".getBytes(UTF_8)))
                .hasMessageEndingWith(": /v1/audits/batch takes several hosts, an object in each line");
        assertThatThrownBy(() -> StatedHost.require(JsonBody.request("{}".getBytes(UTF_8))))
                .hasMessageContaining("send {\"name\": …} or, if this is no batch, give the name in ?host=");
    }

    @ParameterizedTest(name = "instances {0}")
    @CsvSource({
        "1e308, found a number with a fraction or an exponent",
        "1.5, found a number with a fraction or an exponent",
        "99999999999, the number is too large for a whole number",
    })
    void saysWhatIsNoWholeNumber(String number, String message) {
        assertThatThrownBy(() -> JsonBody.request(pool("\"instances\": " + number)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("/pools/0/instances")
                .hasMessageContaining(message)
                .hasMessageNotContaining("quotes");
    }

    @Test
    void aNumberBeyondADoubleIsRefusedAsOutOfBounds() {
        assertThat(JsonBody.request(
                                pool("\"destination\": {\"host\": \"a\", \"port\": 1}, \"requestsPerSecond\": 1e999"))
                        .validate())
                .extracting(field -> field.pointer() + " " + field.message())
                .containsExactly("/pools/0/requestsPerSecond must be 0 to 2147483647, not Infinity");
    }

    @Test
    void takesTenThousandPoolsThatStateEverything() {
        String pool = "{\"name\":\"a\",\"framework\":\"sqlalchemy\",\"settings\":{\"pool_size\":5,\"max_overflow\":1,"
                + "\"pool_recycle\":60,\"poolclass\":\"QueuePool\"},\"destination\":{\"host\":\"a\",\"port\":1,"
                + "\"protocol\":\"tcp\"},\"instances\":1,\"requestsPerSecond\":1,\"connectionSeconds\":1,"
                + "\"closedBy\":\"client\",\"sourceAddress\":\"10.0.0.7\",\"socketOptions\":[\"SO_LINGER\"],"
                + "\"serverMaxConnections\":1,\"peerTimestamps\":true,\"middleboxIdleSeconds\":1}";
        String body = "{\"pools\":[" + (pool + ",").repeat(9_999) + pool + "]}";

        assertThat(JsonBody.request(body.getBytes(UTF_8)).pools()).hasSize(10_000);
    }

    private static byte[] pool(String fields) {
        return ("{\"pools\":[{" + fields + "}]}").getBytes(UTF_8);
    }
}
