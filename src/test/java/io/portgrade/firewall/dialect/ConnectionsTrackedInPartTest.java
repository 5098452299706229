package io.portgrade.firewall.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Found by the kernel: NAT sends the packets that are tracked elsewhere, and the others not. */
class ConnectionsTrackedInPartTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            --syn,         --tcp-flags ALL ACK,  true
            ! --syn,       --syn,                true
            --syn,         --dport 80,           false
            --dport 80,    --syn,                false
            """)
    void natOfSomePacketsIsUnknown(String untracked, String translated, boolean unknown) {
        PathVerdict verdict = Verdicts.of("""
                *raw
                :OUTPUT ACCEPT [0:0]
                -A OUTPUT -p tcp -m multiport --sports 40000:40009 -m tcp %s -j CT --notrack
                COMMIT
                *nat
                :OUTPUT ACCEPT [0:0]
                -A OUTPUT -p tcp -m tcp %s -j DNAT --to-destination 192.0.2.9
                COMMIT
                """.formatted(untracked, translated)).to("192.0.2.1", 443, PathKind.EGRESS);

        assertThat(verdict.unknown().contains(40_000)).isEqualTo(unknown);
        assertThat(verdict.unknown().contains(50_000)).isFalse();
    }
}
