package io.portgrade.firewall.dialect.pf;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.Verdicts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** pf filters IPv6's neighbour discovery like any ICMPv6. */
class PfDiscoveryTest {

    private static final int ALL = 65_536;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing passes it           | pass out proto { tcp udp } all keep state                              | LOST
            other types pass            | pass out proto { tcp udp }; pass inet6 proto icmp6 icmp6-type echoreq  | LOST
            of the older IP             | pass out proto { tcp udp }; pass inet proto icmp                       | LOST
            another one blocks it       | pass out; block out quick inet6 proto icmp6                            | LOST
            the answer is shut out      | pass out proto { tcp udp }; pass out proto icmp6 no state              | LOST
            all gets out                | pass out all keep state                                                | PASSES
            ICMPv6 gets out             | pass out proto { tcp udp icmp6 }                                       | PASSES
            by type                     | pass out proto { tcp udp }; pass out inet6 proto icmp6 icmp6-type neighbrsol | PASSES
            by number, each way         | pass out proto { tcp udp }; pass inet6 proto icmp6 icmp6-type { 135 136 } no state | PASSES
            no rules for the interface  | pass out proto { tcp udp }; set skip on em0                            | PASSES
            """)
    void nothingOfIpv6GetsThereWithout(String name, String rules, String expected) {
        Verdicts verdicts =
                Verdicts.of("block all\n" + rules.replace("; ", "\n") + "\n").on("em0");
        PathVerdict egress = verdicts.tcp6(PathKind.EGRESS);
        PathVerdict back = verdicts.tcp6(PathKind.RETURN);

        if (expected.equals("LOST")) {
            assertThat(egress.blocked().size() + back.blocked().size()).isGreaterThanOrEqualTo(ALL);
        } else {
            assertThat(egress.allowed().size()).isEqualTo(ALL);
            assertThat(back.allowed().size()).isEqualTo(ALL);
        }
        assertThat(verdicts.tcp(PathKind.EGRESS).allowed().size()).isEqualTo(ALL);
        assertThat(verdicts.tcp(PathKind.RETURN).allowed().size()).isEqualTo(ALL);
    }
}
