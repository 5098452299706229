package io.portgrade.firewall.dialect.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portgrade.snapshot.Diagnostic;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {

    @Test
    void everyValueKnowsTheLineThatItStartsOn() {
        JsonDocuments documents = parse("""
                {
                  "a": [1, "x",
                        true],
                  "b": {"c": null}
                }
                """);

        JsonObject root = (JsonObject) documents.roots().get(0);
        JsonArray array = root.findArray("a").orElseThrow();
        assertThat(root.line()).isEqualTo(1);
        assertThat(array.line()).isEqualTo(2);
        assertThat(array.elements())
                .containsExactly(new JsonNumber("1", 2), new JsonText("x", 2), new JsonBoolean(true, 3));
        assertThat(root.findObject("b").orElseThrow().find("c")).contains(new JsonNull(4));
        assertThat(documents.whole()).isTrue();
        assertThat(documents.diagnostics()).isEmpty();
    }

    @Test
    void documentsFollowEachOtherWithPromptsAndProseBetween() {
        JsonDocuments documents = parse("""
                [root@web ~]# aws ec2 describe-security-groups
                {"a": 1}
                {"b": 2} [3]
                that was all
                $ next
                  {"c": 4}
                """);

        assertThat(documents.roots()).extracting(JsonTree::line).containsExactly(2, 3, 3, 6);
        assertThat(documents.whole()).isTrue();
        assertThat(documents.diagnostics()).containsExactly(new Diagnostic("fw", 4, "not JSON: \"that was all\""));
    }

    @Test
    void whatStandsBeforeTheCutIsRead() {
        JsonDocuments documents = parse("{\n\"a\": [{\"b\": 1},\n{\"c\": 2, \"d\"");

        JsonObject root = (JsonObject) documents.roots().get(0);
        List<JsonObject> elements = root.findArray("a").orElseThrow().objects();
        assertThat(elements).extracting(JsonObject::whole).containsExactly(true, false);
        assertThat(elements.get(1).has("c")).isTrue();
        assertThat(root.whole()).isFalse();
        assertThat(documents.whole()).isFalse();
        assertThat(documents.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.line()).isEqualTo(3);
            assertThat(diagnostic.message()).startsWith("the JSON ends before it is complete");
        });
    }

    @Test
    void afterAMalformedDocumentTheNextOneIsRead() {
        JsonDocuments documents = parse("{\n  \"a\": nonsense,\n  \"b\": [\n    {\"c\": 1}\n  ]\n}\n{\"d\": 2}\n");

        assertThat(documents.roots()).extracting(JsonTree::line).containsExactly(1, 7);
        assertThat(documents.diagnostics()).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.line()).isEqualTo(2);
            assertThat(diagnostic.message()).startsWith("malformed JSON");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a number alone         | [1] 7        | 1 | neither an object nor an array of JSON
            something after it     | {} x         | 1 | not JSON from somewhere on this line
            a word alone           | iptables     | 0 | not JSON: "iptables"
            a member given twice   | {"a":1,"a":2}| 1 | given twice in one object, the last counts: "a"
            """)
    void diagnosesAnd(String name, String text, int roots, String message) {
        JsonDocuments documents = parse(text);

        assertThat(documents.roots()).hasSize(roots);
        assertThat(documents.diagnostics()).containsExactly(new Diagnostic("fw", 1, message));
    }

    @Test
    void depthIsBounded() {
        JsonDocuments deep = parse("[".repeat(200) + "]".repeat(200));
        JsonDocuments deeper = parse("[".repeat(201) + "]".repeat(201));

        assertThat(deep.whole()).isTrue();
        assertThat(deeper.whole()).isFalse();
        assertThat(deeper.diagnostics().get(0).message()).startsWith("deeper than 200 levels");
    }

    @Test
    void manyValuesAreBounded() {
        JsonDocuments documents = parse("[" + "0,".repeat(JsonDocuments.MAX_VALUES) + "0]");

        assertThat(documents.whole()).isFalse();
        assertThat(((JsonArray) documents.roots().get(0)).whole()).isFalse();
        assertThat(documents.diagnostics().get(0).message()).startsWith("more than 2000000 values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{x\n", "{}\nx\n"})
    void manyStartsAreBounded(String piece) {
        JsonDocuments documents = parse(piece.repeat(200_000));

        assertThat(documents.whole()).isFalse();
        assertThat(documents.roots()).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource({"12,12", "-1,-1", "1.0,", "1e3,", "1234567890123456789,", "65536,65536"})
    void wholeNumbers(String text, Long expected) {
        assertThat(new JsonNumber(text, 1)
                        .findWhole().stream().boxed().findFirst().orElse(null))
                .isEqualTo(expected);
    }

    @Property(tries = 2_000)
    void neverThrows(@ForAll("jsonLike") String text) {
        assertThatCode(() -> parse(text)).doesNotThrowAnyException();
    }

    @Property(tries = 500)
    void neverThrowsWhateverTheText(@ForAll String text) {
        assertThatCode(() -> parse(text)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> jsonLike() {
        return Arbitraries.of(
                        "{", "}", "[", "]", ":", ",", "\"a\"", "\"", "1", "-", "true", "null", "\n", " ", "\\u", "\0")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static JsonDocuments parse(String text) {
        return JsonDocuments.parse(text, "fw");
    }
}
