package io.portgrade.firewall.dialect.pf;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.Verdicts;
import io.portgrade.snapshot.FirewallFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PfConditionsTest {

    private static final int ALL = 65_536;

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

    /** What becomes of connections to 198.51.100.9. */
    static String state(Verdicts verdicts) {
        PathVerdict egress = verdicts.to("198.51.100.9", 443, PathKind.EGRESS);
        return egress.allowed().size() == ALL ? "ALLOWED" : egress.blocked().size() == ALL ? "BLOCKED" : "UNKNOWN";
    }
}
