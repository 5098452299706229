package io.portgrade.render.html;

import io.portgrade.finding.Severity;
import io.portgrade.report.GradeBreakdown;
import io.portgrade.report.GradeBreakdown.Deduction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The 100 points of a perfect host on a line: what is left, and to its right what each rule took, dearest last.
 *
 * @param left null when nothing is
 * @param taken from right to left
 */
record GradeBar(@Nullable Span left, List<Piece> taken) {

    private static final int PERFECT = 100;

    /** What one rule took. */
    record Piece(Severity severity, Span span) {}

    static GradeBar of(GradeBreakdown breakdown) {
        List<Piece> taken = new ArrayList<>();
        double end = PERFECT;
        for (Deduction deduction : breakdown.deductions()) {
            double start = Math.max(0, end - deduction.points());
            if (start < end) {
                taken.add(new Piece(deduction.severity(), new Span(start, end - start)));
            }
            end = start;
        }
        return new GradeBar(end > 0 ? new Span(0, end) : null, taken);
    }
}
