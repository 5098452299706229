package io.portgrade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {

    @ParameterizedTest(name = "{0}-{1} has {2} ports and reads {3}")
    @CsvSource({
        "32768, 60999, 28232, 32768-60999",
        "32768, 61000, 28233, 32768-61000",
        "0, 65535, 65536, 0-65535",
        "0, 0, 1, 0",
        "65535, 65535, 1, 65535"
    })
    void countsBothEnds(int low, int high, int size, String text) {
        PortRange range = new PortRange(low, high);
        assertThat(range.size()).isEqualTo(size);
        assertThat(range).hasToString(text);
        assertThat(range.contains(low)).isTrue();
        assertThat(range.contains(high)).isTrue();
        assertThat(range.contains(low - 1)).isFalse();
        assertThat(range.contains(high + 1)).isFalse();
    }

    @ParameterizedTest(name = "{0}-{1}")
    @CsvSource({"-1, 10", "1, 65536", "11, 10", "65536, 65536"})
    void refusesWhatIsNoRange(int low, int high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PortRange(low, high))
                .withMessage("not a port range: " + low + "-" + high);
    }

    @Test
    void sortsByLowThenByHigh() {
        PortRange a = new PortRange(1, 2);
        PortRange b = new PortRange(1, 9);
        PortRange c = new PortRange(2, 2);
        assertThat(List.of(c, b, a).stream().sorted().toList()).containsExactly(a, b, c);
    }
}
