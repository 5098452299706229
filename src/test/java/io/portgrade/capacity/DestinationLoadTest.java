package io.portgrade.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.TestPools;
import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationLoadTest {

    @Test
    void theReuseThatIsNeededIsThatOfOneAddress() {
        Pool one = opening("10.0.0.7");
        Pool other = opening("10.0.0.8");

        assertThat(DestinationLoad.of(List.of(one, other)))
                .extracting(DestinationLoad::connectionsPerSecond)
                .containsExactly(200.0, 200.0);
        assertThat(DestinationLoad.of(List.of(one, one)))
                .extracting(DestinationLoad::connectionsPerSecond)
                .containsExactly(400.0);
    }

    private static Pool opening(String source) {
        return TestPools.to("10.0.5.12", 443)
                .requestsPerSecond(200.0)
                .sourceAddress(source)
                .build();
    }
}
