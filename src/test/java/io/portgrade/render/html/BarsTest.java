package io.portgrade.render.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.portgrade.capacity.Measure;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.policy.Bands;
import io.portgrade.render.html.DemandBar.Level;
import io.portgrade.report.GradeBreakdown;
import io.portgrade.report.GradeBreakdown.Deduction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {

    private static final Bands UTILISATION =
            new Bands(Bands.Side.ABOVE, Map.of(Severity.HIGH, 0.8, Severity.MEDIUM, 0.6));

    @ParameterizedTest
    @CsvSource({
        "0.001, EASY, 0.4, 0.1",
        "0.599, EASY, 47.92, 59.9",
        "0.6, EASY, 48, 60",
        "0.601, WATCHED, 48.08, 60.1",
        "0.8, WATCHED, 64, 80",
        "1, CLOSE, 80, 100",
        "1.001, OVER, 80.08, 100.1",
        "7, OVER, 100, 700"
    })
    void demandIsDrawnUpToAQuarterAboveTheCeiling(double share, Level level, double width, String percent) {
        DemandBar bar = DemandBar.of("Ports taken", new Measure(share, 1, share), UTILISATION);

        assertThat(bar.level()).isEqualTo(level);
        assertThat(bar.filled()).isNotNull();
        assertThat(bar.filled().width()).isCloseTo(width, within(1e-9));
        assertThat(bar.share()).isEqualTo(percent + "\u00A0%");
    }

    @Test
    void marksAreThoseOfThePolicy() {
        Bands strict =
                new Bands(Bands.Side.ABOVE, Map.of(Severity.CRITICAL, 1.0, Severity.HIGH, 0.5, Severity.LOW, 0.25));

        assertThat(DemandMark.of(strict))
                .extracting(mark -> mark.share() + " " + mark.severity() + " at "
                        + mark.place().left())
                .containsExactly("25\u00A0% low at 20.0%", "50\u00A0% high at 40.0%", "100\u00A0% critical at 80.0%");
    }

    @Test
    void whatIsNotKnownIsNotDrawn() {
        DemandBar bar = DemandBar.of("Ports taken", new Measure(null, 28_232, null), UTILISATION);

        assertThat(bar.filled()).isNull();
        assertThat(bar.demand()).isEqualTo("demand not known, ceiling 28,232");
        assertThat(bar.share()).isEmpty();
    }

    @Test
    void pointsAreTakenFromTheRight() {
        GradeBar bar = bar(Severity.HIGH, Severity.LOW);

        assertThat(bar.taken()).extracting(GradeBar.Piece::span).containsExactly(new Span(75, 25), new Span(71, 4));
        assertThat(bar.left()).isEqualTo(new Span(0, 71));
    }

    @Test
    void pointsEndAtNone() {
        GradeBar bar = bar(Severity.CRITICAL, Severity.CRITICAL, Severity.HIGH);

        assertThat(bar.left()).isNull();
        assertThat(bar.taken()).extracting(GradeBar.Piece::span).containsExactly(new Span(50, 50), new Span(0, 50));
    }

    private static GradeBar bar(Severity... severities) {
        List<Deduction> deductions = Arrays.stream(severities)
                .map(severity -> new Deduction("topic/name", "title", severity, severity.deduction(), 1))
                .toList();
        return GradeBar.of(new GradeBreakdown(deductions, 0, Grade.F, null));
    }
}
