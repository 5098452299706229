package io.portgrade.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleListTest {

    private static final int REQUESTS = 400_000;

    /** Where few are kept it is exact; around as many as are used it is too high by up to half. */
    @ParameterizedTest(name = "{0} kept, {1} used")
    @CsvSource({
        "1, 10, 1.02",
        "2, 10, 1.02",
        "2, 100, 1.02",
        "5, 20, 1.02",
        "5, 100, 1.02",
        "10, 20, 1.25",
        "10, 100, 1.02",
        "32, 100, 1.25",
        "5, 5, 1.5",
        "10, 10, 1.6",
        "1, 0.3, 1.12",
        "1, 0.8, 1.06",
        "1, 1, 1.04",
        "2, 1, 1.3",
        "2, 1.9, 1.15",
        "2, 2, 1.12",
        "2, 0.5, 1.22",
        "3, 1, 1.35",
        "4, 2, 1.5",
        "64, 1000, 1.1"
    })
    void isWhatIsMissedInASimulation(int kept, double used, double tooHigh) {
        double simulated = simulated(kept, used);

        assertThat(IdleList.missed(kept, used)).isBetween(simulated * 0.97 - 1e-3, simulated * tooHigh + 1e-3);
    }

    @ParameterizedTest(name = "{0} kept, {1} used")
    @CsvSource({"20, 10", "10, 2", "64, 100", "1000000000, 5", "1000000000, 5000", "5, 0"})
    void isNextToNothingWhereEnoughAreKept(int kept, double used) {
        assertThat(IdleList.missed(kept, used)).isLessThan(2e-3);
    }

    @Property
    void isAShareThatFallsWithWhatIsKept(
            @ForAll @IntRange(max = 2_000) int kept, @ForAll @DoubleRange(max = 100_000) double used) {
        double missed = IdleList.missed(kept, used);

        assertThat(missed).isBetween(0.0, 1.0 / (kept + 1));
        assertThat(IdleList.missed(kept + 1, used)).isLessThanOrEqualTo(missed);
    }

    /** Requests that come independently of each other and take one unit of time each, {@code used} a unit. */
    private static double simulated(int kept, double used) {
        SplittableRandom random = new SplittableRandom(20261129);
        Deque<Double> ends = new ArrayDeque<>();
        double now = 0;
        int idle = kept;
        int missed = 0;
        for (int i = 0; i < REQUESTS; i++) {
            now -= Math.log(1 - random.nextDouble()) / used;
            while (!ends.isEmpty() && ends.peek() <= now) {
                ends.remove();
                idle = Math.min(kept, idle + 1);
            }
            if (idle == 0) {
                missed++;
            } else {
                idle--;
            }
            ends.add(now + 1);
        }
        return missed / (double) REQUESTS;
    }
}
