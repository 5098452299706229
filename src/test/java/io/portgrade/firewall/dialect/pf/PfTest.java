package io.portgrade.firewall.dialect.pf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.portgrade.firewall.Firewall.PacketFilter;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PfTest {

    private static final int ALL = 65_536;

    @Test
    void aFileOfOneServer() {
        Verdicts verdicts = Verdicts.ofFile("pf/pf.conf").on("em0", "192.0.2.1");

        PacketFilter filter =
                (PacketFilter) Objects.requireNonNull(verdicts.parsed().firewall());
        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("14/15");
        assertThat(filter.rules())
                .extracting(
                        rule -> rule.rule().source().line() + " " + rule.rule().text())
                .contains("11 set skip on lo", "18 pass in on $ext_if proto tcp from <office> to any port $tcp_in");
        assertThat(verdicts.tcp(PathKind.EGRESS).blocked()).hasToString("40000-40009");
        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL - 10);
        assertThat(verdicts.udp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
        assertThat(verdicts.tcp6(PathKind.EGRESS).blocked()).hasToString("40000-40009");
        assertThat(verdicts.udp(PathKind.NEW_INBOUND).allowed()).hasToString("53,123");
        assertThat(verdicts.to("198.51.100.66", 443, PathKind.RETURN).blocked()).hasToString("40000-40009");
    }

    @Test
    void whatPfctlPrints() {
        Verdicts verdicts = Verdicts.ofFile("pf/pfctl-sr.txt").on("em0");

        assertThat(verdicts.parsed().format()).isEqualTo(FirewallFormat.PF);
        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("7/7");
        assertThat(verdicts.tcp(PathKind.EGRESS).blocked()).hasToString("40000-40009");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            one                  | port 40000              | 40000
            with a sign          | port = 40000            | 40000
            a name               | port https              | 443
            a range              | port 40000:40009        | 40000-40009
            inside               | port 40000 >< 40009     | 40001-40008
            outside              | port 5 <> 65530         | 0-4,65531-65535
            all but one          | port != 40000           | 0-39999,40001-65535
            below                | port < 1024             | 0-1023
            up to                | port <= 1024            | 0-1024
            above                | port > 65000            | 65001-65535
            from                 | port >= 65000           | 65000-65535
            above all            | port > 65535            | ''
            a list               | port { 1, 5:6 ssh }     | 1,5-6,22
            a list of operators  | port { < 10, > 65530 }  | 0-9,65531-65535
            """)
    void ports(String name, String ports, String expected) {
        Verdicts verdicts = Verdicts.of("block in\npass in proto tcp from any to any " + ports + "\n");

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString(expected);
        assertThat(verdicts.share()).isEqualTo("2/2");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            an address            | to 198.51.100.9                    | ALLOWED
            another               | to 198.51.100.8                    | BLOCKED
            a short block         | to 198.51.100/24                   | ALLOWED
            a shorter one         | to 198/8                           | ALLOWED
            a range               | to 198.51.100.1 - 198.51.100.20    | ALLOWED
            not an address        | to ! 198.51.100.9                  | BLOCKED
            a list                | to { 10/8 198.51.100.9 }           | ALLOWED
            a list with negation  | to { !198.51.100.9 !10.0.0.1 }     | ALLOWED
            a table               | to <t>                             | ALLOWED
            not a table           | to !<t>                            | BLOCKED
            another table         | to <u>                             | UNKNOWN
            the host itself       | to self                            | BLOCKED
            from the host          | from self                              | ALLOWED
            from an interface     | from (em0)                             | UNKNOWN
            to an interface       | to em0                             | BLOCKED
            its network           | to em0:network                     | UNKNOWN
            no route              | to no-route                        | BLOCKED
            loopback              | to localhost                       | BLOCKED
            a name                | to db.example                      | UNKNOWN
            all                   | all                                  | ALLOWED
            any                   | from any to any                      | ALLOWED
            other family          | to 2001:db8::/32                   | BLOCKED
            inet6                 | inet6                                | BLOCKED
            inet                  | inet                                 | ALLOWED
            on an interface       | on em0                               | ALLOWED
            on another            | on em1                               | BLOCKED
            on none of them       | on ! em1                             | ALLOWED
            on a list             | on { em1 em0 }                       | ALLOWED
            on a group            | on egress                            | UNKNOWN
            on loopback           | on lo0                               | BLOCKED
            a protocol            | proto tcp                            | ALLOWED
            its number            | proto 6                              | ALLOWED
            others                | proto { udp icmp }                   | BLOCKED
            fragments             | fragment                             | BLOCKED
            tagged                | tagged x                             | UNKNOWN
            not tagged            | ! tagged x                           | UNKNOWN
            by chance             | probability 20%                      | UNKNOWN
            by owner              | user = 0                             | UNKNOWN
            any flags             | flags any                            | ALLOWED
            no flags              | flags /S                             | BLOCKED
            a limit               | keep state (max 10)                  | UNKNOWN
            a harmless option     | keep state (if-bound)                | ALLOWED
            a route               | route-to (em1 10.0.0.1)              | ALLOWED
            a label and a tag     | label "x y" tag z                    | ALLOWED
            a redirection         | proto tcp rdr-to 10.0.0.1 port 80    | UNKNOWN
            """)
    void conditions(String name, String condition, String expected) {
        String text = "table <t> { 198.51.100.0/24 }\ntable <u> persist\nblock out\npass out " + condition + "\n";
        Verdicts verdicts = Verdicts.of(text).on("em0", "192.0.2.1");

        assertThat(state(verdicts)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing said                   | pass out                                  | ALLOWED
            nothing at all                 | match in all                              | ALLOWED
            blocked in, kept state         | block in;pass out                         | ALLOWED
            blocked in, no rule for out    | block in                                  | BLOCKED
            blocked in, no state           | block in;pass out no state                | BLOCKED
            no state both ways             | block;pass out no state;pass in no state  | ALLOWED
            the last match counts          | pass out;block in;block out               | BLOCKED
            but not after a quick one      | pass out quick;block in;block out         | ALLOWED
            synproxy                       | block in;pass out proto tcp synproxy state| ALLOWED
            returned                       | block return in;pass out no state         | BLOCKED
            an anchor                      | pass out;anchor "x"                       | UNKNOWN
            an anchor after a quick one    | pass quick;anchor "x"                     | ALLOWED
            an anchor for other packets    | pass out;anchor "x" proto udp             | ALLOWED
            """)
    void returnTraffic(String name, String rules, String expected) {
        Verdicts verdicts = Verdicts.of(FirewallFormat.PF, rules.replace(';', '\n'));

        PathVerdict back = verdicts.tcp(PathKind.RETURN);
        PathVerdict out = verdicts.tcp(PathKind.EGRESS);
        boolean works = back.allowed().size() == ALL && out.allowed().size() == ALL;
        boolean fails = back.blocked().size() == ALL || out.blocked().size() == ALL;
        assertThat(works ? "ALLOWED" : fails ? "BLOCKED" : "UNKNOWN").isEqualTo(expected);
    }

    @Test
    void rulesOfAnAnchorStandUnderItsConditions() {
        Verdicts verdicts = Verdicts.of("""
                block in
                anchor "web" in on { em0 em1 } proto tcp {
                    pass from any to any port 8080
                    pass out to any port 1
                }
                pass in proto udp to port 53
                """).on("em0");

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("8080");
        assertThat(verdicts.udp(PathKind.NEW_INBOUND).allowed()).hasToString("53");
        assertThat(verdicts.messages()).isEmpty();
    }

    @Test
    void whatIsTranslatedIsUncertainAndNothingElse() {
        Verdicts verdicts = Verdicts.of("""
                nat on em0 inet proto udp from any to any -> (em0)
                rdr on em0 inet proto tcp from any to any port 8080 -> 10.0.0.1 port 80
                block in
                block out proto udp from any port 5000
                pass in proto tcp to any port { 22, 8080 }
                """).on("em0");

        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("8080");
        assertThat(verdicts.udp(PathKind.EGRESS).unknown().size()).isEqualTo(ALL);
        assertThat(verdicts.messages()).hasSize(2).allMatch(message -> message.contains("translation of addresses"));
        assertThat(verdicts.share()).isEqualTo("3/5");
    }

    @Test
    void skippedInterfacesMeetNoRules() {
        Verdicts verdicts = Verdicts.of("set skip on { lo em0 }\nblock quick\n");

        assertThat(verdicts.on("em0").tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
        assertThat(verdicts.on("em1").tcp(PathKind.RETURN).blocked().size()).isEqualTo(ALL);
        assertThat(verdicts.to("127.0.0.1", 5_432, PathKind.RETURN).allowed().size())
                .isEqualTo(ALL);
    }

    @Test
    void antispoofBlocksOnlyWhatComesInByOthers() {
        Verdicts verdicts = Verdicts.of("pass\nantispoof quick for { lo0 em0 } inet\n");

        assertThat(verdicts.on("em0").tcp(PathKind.NEW_INBOUND).allowed().size())
                .isEqualTo(ALL);
        assertThat(verdicts.on("em1").tcp(PathKind.NEW_INBOUND).unknown().size())
                .isEqualTo(ALL);
    }

    @Test
    void macrosNameOthersAndAreLists() {
        Verdicts verdicts = Verdicts.of("""
                a = "40000"
                b = "{" $a ", 5:6 }"
                net = "10.0.0.0"
                block in
                pass in proto tcp from $net/8 to any port $b
                """);

        assertThat(verdicts.to("10.1.1.1", 443, PathKind.RETURN).allowed().isEmpty())
                .isTrue();
        assertThat(verdicts.share()).isEqualTo("5/5");
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).unknown()).hasToString("5-6,40000");
    }

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
        assertThat(state(verdicts)).isEqualTo("UNKNOWN");
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

    @Test
    void whatPfctlShowsOfEverythingElseIsLeftOut() {
        Verdicts verdicts = Verdicts.of("""
                TRANSLATION RULES:
                FILTER RULES:
                @0 block drop in all
                  [ Evaluations: 12  Packets: 3  Bytes: 180  States: 0 ]
                @1 pass in proto tcp from any to any port = 22 flags S/SA keep state

                STATES:
                all tcp 192.0.2.1:22 <- 198.51.100.9:50000       ESTABLISHED:ESTABLISHED
                """);

        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.tcp(PathKind.NEW_INBOUND).allowed()).hasToString("22");
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

    /** What becomes of connections to 198.51.100.9. */
    private static String state(Verdicts verdicts) {
        PathVerdict egress = verdicts.to("198.51.100.9", 443, PathKind.EGRESS);
        return egress.allowed().size() == ALL ? "ALLOWED" : egress.blocked().size() == ALL ? "BLOCKED" : "UNKNOWN";
    }
}
