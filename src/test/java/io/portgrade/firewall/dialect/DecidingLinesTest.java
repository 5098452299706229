package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that is beyond the model counts against a document only where it may decide about the host's own packets. */
class DecidingLinesTest {

    private static final String BEYOND = "-m mac --mac-source 02:00:00:00:00:01 ";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            drops                          | DROP   | ACCEPT | -A INPUT % -j DROP                                   | 4/5
            accepts below a drop           | DROP   | ACCEPT | -A INPUT % -j ACCEPT                                 | 4/5
            accepts what is accepted       | ACCEPT | ACCEPT | -A INPUT % -j ACCEPT                                 | 5/5
            accepts before a drop          | ACCEPT | ACCEPT | -A INPUT % -j ACCEPT;-A INPUT -p udp -j DROP         | 5/6
            accepts before a call's drop   | ACCEPT | ACCEPT | -A INPUT % -j ACCEPT;-A INPUT -j own;-A own -j DROP  | 6/7
            of what is forwarded           | DROP   | DROP   | -A FORWARD % -j ACCEPT                               | 5/5
            called for what is forwarded   | DROP   | DROP   | -A FORWARD -j own;-A own % -j ACCEPT                 | 6/6
            called for that and for input  | DROP   | DROP   | -A FORWARD -j own;-A INPUT -j own;-A own % -j ACCEPT | 6/7
            called by nobody               | DROP   | DROP   | -A own % -j ACCEPT                                   | 5/5
            calls what is empty            | DROP   | DROP   | -A INPUT % -j own                                    | 5/5
            calls what only returns        | DROP   | DROP   | -A INPUT % -j own;-A own -s 10.0.0.1 -j RETURN       | 6/6
            calls what accepts             | DROP   | DROP   | -A INPUT % -j own;-A own -s 10.0.0.1 -j ACCEPT       | 5/6
            goes to what is empty          | DROP   | DROP   | -A INPUT % -g own;-A INPUT -j ACCEPT                 | 5/6
            returns in what only returns   | DROP   | DROP   | -A INPUT -j own;-A own % -j RETURN                   | 6/6
            calls in a circle              | DROP   | DROP   | -A INPUT -j own;-A own % -j own                      | 5/6
            calls what is not there        | ACCEPT | ACCEPT | -A INPUT % -j nowhere                                | 4/5
            """)
    void aRule(String name, String input, String forward, String rules, String share) {
        Verdicts verdicts = Verdicts.of("*filter\n:INPUT %s\n:FORWARD %s\n:OUTPUT ACCEPT\n:own -\n%s\nCOMMIT\n"
                .formatted(input, forward, rules.replace("% ", BEYOND).replace(';', '\n')));

        assertThat(verdicts.share()).isEqualTo(share);
    }

    @Test
    void whatCannotBeReadCountsWhereverItStands() {
        String text =
                "*filter\n:INPUT DROP\n:FORWARD DROP\n:OUTPUT ACCEPT\n-A FORWARD --unheard-of 7 -j DROP\nCOMMIT\n";

        assertThat(Verdicts.of(text).share()).isEqualTo("3/4");
    }

    @Test
    void inAListingWithoutInterfacesTheOutgoingRulesThatOnlyAcceptAreAllRead() {
        String text = """
                Chain INPUT (policy DROP)
                target     prot opt source               destination
                ACCEPT     all  --  anywhere             anywhere             ctstate RELATED,ESTABLISHED

                Chain FORWARD (policy DROP)
                target     prot opt source               destination
                ACCEPT     all  --  anywhere             192.0.2.0/24

                Chain OUTPUT (policy ACCEPT)
                target     prot opt source               destination
                ACCEPT     udp  --  anywhere             anywhere             udp dpt:domain
                """;

        assertThat(Verdicts.of(text).share()).isEqualTo("5/6");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 0.0.0.0/0",
        "!localhost, 0.0.0.0/0",
        "anywhere, loopback/8",
        "anywhere, !loopback/8",
    })
    void namesOfTheLoopbackAreAddresses(String source, String destination) {
        String text = """
                Chain INPUT (policy ACCEPT 0 packets, 0 bytes)
                 pkts bytes target     prot opt in     out     source               destination
                    0     0 DROP       tcp  --  any    any     %s %s

                Chain OUTPUT (policy ACCEPT 0 packets, 0 bytes)
                 pkts bytes target     prot opt in     out     source               destination
                """.formatted(source, destination);
        Verdicts verdicts = Verdicts.of(text);

        assertThat(verdicts.messages()).isEmpty();
        assertThat(verdicts.share()).isEqualTo("3/3");
    }
}
