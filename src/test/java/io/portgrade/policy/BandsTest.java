package io.portgrade.policy;

import static io.portgrade.finding.Severity.CRITICAL;
import static io.portgrade.finding.Severity.HIGH;
import static io.portgrade.finding.Severity.LOW;
import static io.portgrade.finding.Severity.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.portgrade.finding.Severity;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandsTest {

    private static final Bands PORTS =
            new Bands(Bands.Side.BELOW, Map.of(CRITICAL, 1024.0, HIGH, 8192.0, MEDIUM, 16384.0, LOW, 28232.0));
    private static final Bands USE = new Bands(Bands.Side.ABOVE, Map.of(HIGH, 1.0, MEDIUM, 0.8));

    @ParameterizedTest(name = "{0} ports: {1}")
    @CsvSource({
        "0, CRITICAL",
        "1023, CRITICAL",
        "1024, HIGH",
        "8191, HIGH",
        "8192, MEDIUM",
        "16383, MEDIUM",
        "16384, LOW",
        "28231, LOW",
        "28232, ",
        "65536, "
    })
    void fallsBelowALimitThatIsItselfGood(long value, Severity expected) {
        assertThat(PORTS.find(value).orElse(null)).isEqualTo(expected);
        assertThat(PORTS.reachedBy(value)).isEqualTo(expected != null);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"0.0, ", "0.8, ", "0.8001, MEDIUM", "1.0, MEDIUM", "1.0001, HIGH", "50, HIGH"})
    void risesAboveALimitThatIsItselfGood(double value, Severity expected) {
        assertThat(USE.find(value).orElse(null)).isEqualTo(expected);
    }

    @Test
    void knowsTheLimitBeyondWhichAllIsWell() {
        assertThat(PORTS.mildestLimit()).isEqualTo(28232.0);
        assertThat(USE.mildestLimit()).isEqualTo(0.8);
        assertThat(new Bands(Bands.Side.BELOW, Map.of()).reachedBy(-1)).isFalse();
    }

    @Test
    void refusesLimitsOutOfOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bands(Bands.Side.BELOW, Map.of(CRITICAL, 8192.0, HIGH, 1024.0)))
                .withMessage("limits out of order: the milder a severity, the higher its limit must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bands(Bands.Side.ABOVE, Map.of(HIGH, 0.8, MEDIUM, 0.8)))
                .withMessage("limits out of order: the milder a severity, the lower its limit must be");
    }

    @Property(tries = 300)
    void moreTroubleIsNeverMilder(
            @ForAll @DoubleRange(max = 70_000) double less, @ForAll @DoubleRange(max = 70_000) double more) {
        double low = Math.min(less, more);
        double high = Math.max(less, more);
        assertThat(rank(PORTS, low)).isLessThanOrEqualTo(rank(PORTS, high));
        assertThat(rank(USE, high / 35_000)).isLessThanOrEqualTo(rank(USE, low / 35_000));
    }

    private static int rank(Bands bands, double value) {
        return bands.find(value).map(Severity::ordinal).orElse(Integer.MAX_VALUE);
    }
}
