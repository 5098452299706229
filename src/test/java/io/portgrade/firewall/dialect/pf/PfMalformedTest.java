package io.portgrade.firewall.dialect.pf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, nothing is thrown; what cannot be read is told with its line, and uncertain. */
class PfMalformedTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a port over 65535    | pass in proto tcp to any port 65536   | this part is not understood: "a port before:"
            a reversed range     | pass in proto tcp to any port 9:8     | this part is not understood: "a port before:"
            an unknown service   | pass in proto tcp to any port nosuch  | this part is not understood: "a port before:"
            an unknown protocol  | pass in proto nosuch                  | this part is not understood: "proto nosuch"
            an unknown option    | pass in frobnicate 7 from any         | this part is not understood: "frobnicate 7 from any"
            unknown flags        | pass in proto tcp flags X/Y           | this part is not understood: "flags X/Y"
            an undefined macro   | pass in on $nosuch                    | a macro that is not defined
            a list without ports | pass in proto tcp to any port { }     | this part is not understood: "a port before: { }"
            no protocols         | pass in proto { } from any            | this part is not understood: "proto { } from any"
            cut before a name    | pass in on                            | this part is not understood: "on"
            cut before a protocol| pass in proto                         | this part is not understood: "proto"
            cut before a source  | pass in proto tcp from                | this part is not understood: "from"
            cut before its end   | pass in proto tcp from any to         | this part is not understood: "to"
            an undefined table   | pass in from <nowhere>                | no table <nowhere> is defined in the text
            no address           | pass in to 10.0.0.300                 | neither an address nor an interface, and names are not looked up: "10.0.0.300"
            nothing to skip      | set skip on                           | an interface is missing
            an open brace        | pass in proto { tcp                   | a quote or a brace that is never closed
            an open quote        | pass in label "x                      | a quote or a brace that is never closed
            prose                | this is no rule                       | not a statement of pf: "this is no rule"
            another file         | include "/etc/pf.other"               | not a statement of pf: "include
            """)
    void malformedStatementsAreReportedAndUncertain(String name, String statement, String message) {
        Verdicts verdicts = Verdicts.of(FirewallFormat.PF, "block\n" + statement.replace("pass in", "pass out") + "\n");

        assertThat(verdicts.messages())
                .singleElement()
                .asString()
                .startsWith("2 ")
                .contains(message);
        assertThat(PfConditionsTest.state(verdicts)).isEqualTo("UNKNOWN");
        assertThat(verdicts.share()).isEqualTo("1/2");
    }

    @Test
    void macrosThatDoubleEachOtherAreBounded() {
        StringBuilder text = new StringBuilder("m0 = \"1234567890\"\n");
        for (int i = 1; i < 40; i++) {
            text.append("m%d = \"$m%d $m%d\"%n".formatted(i, i - 1, i - 1));
        }

        assertThat(Verdicts.of(FirewallFormat.PF, text + "block\npass in on $m39\npass in on $m15\n")
                        .messages())
                .hasSize(2)
                .allMatch(message -> message.contains("a macro that is not defined, or too long"));
    }

    @Test
    void macrosOfNothingAreBoundedToo() {
        StringBuilder text = new StringBuilder("m0 = \"\"\n");
        for (int i = 1; i <= 16; i++) {
            text.append("m%d = \"%s\"%n".formatted(i, ("$m" + (i - 1)).repeat(100)));
        }

        assertThat(Verdicts.of(FirewallFormat.PF, text + "block\npass in on $m15\n")
                        .messages())
                .containsExactly("19 a macro that is not defined, or too long: \"pass in on $m15\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-A INPUT -j DROP", "{\"a\": 1}", "table inet filter {", "Rule Name: block", "pass the salt"})
    void textOfAnotherToolIsNotRecognised(String text) {
        assertThat(PfReader.recognises(text)).isFalse();
    }

    @Property(tries = 3_000)
    void neverThrows(@ForAll("pfLike") String text) {
        assertThatCode(() -> Verdicts.of(FirewallFormat.PF, text)).doesNotThrowAnyException();
    }

    @Property(tries = 500)
    void neverThrowsWhateverTheText(@ForAll String text) {
        assertThatCode(() -> Verdicts.of(FirewallFormat.PF, text)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> pfLike() {
        return Arbitraries.of(
                        ("pass block match anchor antispoof set skip table nat rdr no in out quick log on em0 lo inet"
                                        + " proto tcp from to any port 22 1:2 >< <> != < > = { } ( ) ! , <t> self $a a = \" # \\ -> nat-to"
                                        + " af-to flags S/SA keep state user icmp-type code route-to - 10/8 ::/0 /24 \uFEFF :network for"
                                        + " overload persist file")
                                .split(" "))
                .list()
                .ofMaxSize(25)
                .flatMap(words -> Arbitraries.of(" ", "\n", " \\\n", "").map(between -> String.join(between, words)));
    }
}
