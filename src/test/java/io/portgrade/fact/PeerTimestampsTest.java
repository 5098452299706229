package io.portgrade.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PeerTimestampsTest {

    @Test
    void namesTheDestinationsThatDoNotSay() {
        assertThat(assumption("b"))
                .isEqualTo("b:443 has TCP timestamps on; without them its ceiling is that without reuse");
        assertThat(assumption("b", "a", "b"))
                .isEqualTo("a:443, b:443 have TCP timestamps on; without them their ceilings are those without reuse");
        assertThat(assumption("d", "c", "b", "a", "e")).startsWith("a:443, b:443, c:443 and 2 more have ");
    }

    @Test
    void namesNoneThatSays() {
        Pool told = TestPools.to("told", 443).peerTimestamps(true).build();
        Pool silent = TestPools.to("silent", 443).build();
        assertThat(PeerTimestamps.assumption(List.of(told, silent))).startsWith("silent:443 has ");
        assertThat(PeerTimestamps.assumption(List.of())).startsWith("the destination has ");
    }

    @Test
    void namesNoneOfUdpWhichHasNone() {
        Pool queries =
                TestPools.opening(1.0, new Destination("resolver", 53, "udp")).build();
        Pool told = TestPools.to("told", 443).peerTimestamps(true).build();
        Pool silent = TestPools.to("silent", 443).build();

        assertThat(PeerTimestamps.assumption(List.of(queries, silent))).startsWith("silent:443 has ");
        assertThat(PeerTimestamps.areStated(List.of(queries, told))).isTrue();
        assertThat(PeerTimestamps.areStated(List.of(queries, told, silent))).isFalse();
        assertThat(PeerTimestamps.areStated(List.of(queries)))
                .as("what TCP to other destinations would have is assumed as ever")
                .isFalse();
    }

    private static String assumption(String... hosts) {
        List<Pool> pools =
                Stream.of(hosts).map(host -> TestPools.to(host, 443).build()).toList();
        String assumed = PeerTimestamps.assumption(pools);
        assertThat(PeerTimestamps.isAssumption(assumed)).isTrue();
        return assumed;
    }
}
