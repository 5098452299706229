package io.portgrade.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.firewall.dialect.Verdicts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class AdmissionTest {

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD) // 2^50 ways
    void chainsThatCallTheNextTwiceAreWalkedOnce() {
        String chains = IntStream.range(0, 50)
                .mapToObj(i -> "chain c" + i + " {\njump c" + (i + 1) + "\njump c" + (i + 1) + "\n}\n")
                .collect(Collectors.joining());
        Firewall firewall = Objects.requireNonNull(Verdicts.of(
                        "table inet filter {\n" + chains
                                + "chain c50 { }\nchain input {\ntype filter hook input priority 0; policy drop;\njump c0\naccept\n}\n}\n")
                .parsed()
                .firewall());

        assertThat(Admission.of(List.of(firewall), Family.IPV4, IpProtocol.TCP, 40_000))
                .singleElement()
                .satisfies(decider -> assertThat(decider.text()).isEqualTo("accept"));
    }
}
