package io.portgrade.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.Measure;
import io.portgrade.capacity.TimeWaitReuse;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTextTest {

    @Test
    void whatIsNotKnownIsNeverNothing() {
        assertThat(CapacityText.measure(new Measure(null, 28_232, null)))
                .isEqualTo("demand not known, ceiling 28232")
                .doesNotContain("0 %");
        assertThat(CapacityText.measure(new Measure(null, null, null))).isEqualTo("demand not known");
    }

    @Test
    void littleIsNotNothing() {
        assertThat(CapacityText.measure(new Measure(1, 28_232, 0))).isEqualTo("1 of 28232 (less than 0.01 %)");
        assertThat(CapacityText.measure(new Measure(0, 28_232, 0))).isEqualTo("0 of 28232 (0 %)");
        assertThat(CapacityText.measure(new Measure(3.4e7, 28_232, 1_204.307)))
                .isEqualTo("34000000 of 28232 (120431 %)");
    }

    @Test
    void ceilingOfReuseCarriesItsCondition() {
        assertThat(CapacityText.supply(capacity(0, 28_203.8, 470.5)))
                .endsWith("28203.8 new ones a second if it has TCP timestamps on, else 470.5 (TIME_WAIT 60 s).");
        assertThat(CapacityText.supply(capacity(0, 470.5, 470.5)))
                .endsWith("470.5 new ones a second (TIME_WAIT 60 s).");
    }

    @Test
    void verbsAgree() {
        assertThat(CapacityText.supply(capacity(1, 470.5, 470.5)))
                .startsWith("28232 of 28234 ephemeral ports can be used; 1 is reserved; 1 has a listener. ");
        assertThat(CapacityText.supply(capacity(2, 470.5, 470.5)))
                .startsWith("28232 of 28236 ephemeral ports can be used; 2 are reserved; 2 have a listener. ");
    }

    @Test
    void namesWhatWasAssumed() {
        assertThat(CapacityText.assumed(capacity(0, 1, 1))).isEqualTo("Assumed: one thing; another.");
    }

    /** @param taken reserved, and as many at which something listens */
    private static Capacity capacity(int taken, double rate, double rateWithoutReuse) {
        return new Capacity(
                28_232 + 2 * taken,
                taken,
                taken,
                28_232,
                60,
                TimeWaitReuse.ALWAYS,
                28_232,
                rate,
                rateWithoutReuse,
                List.of(),
                List.of("one thing", "another"));
    }
}
