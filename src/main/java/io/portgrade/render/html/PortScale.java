package io.portgrade.render.html;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports on a line.
 *
 * @param shown from the left end to the right end
 */
record PortScale(PortRange shown) {

    /** So wide is a stretch at least, in percent, or a single port among thousands would not be seen. */
    static final double LEAST_WIDTH = 0.4;

    private static final double WHOLE = 100;

    /**
     * Where these ports are, from left to right; what would touch is one.
     *
     * @param ranges ascending
     */
    List<Span> place(List<PortRange> ranges) {
        List<Span> spans = new ArrayList<>();
        for (PortRange range : ranges) {
            if (range.high() < shown.low() || range.low() > shown.high()) {
                continue;
            }
            Span span = place(range);
            int last = spans.size() - 1;
            if (last >= 0 && spans.get(last).end() >= span.x()) {
                spans.set(last, spans.get(last).and(span));
            } else {
                spans.add(span);
            }
        }
        return spans;
    }

    /** Where these ports are, as far as they are shown. */
    Span place(PortRange range) {
        int low = Math.max(range.low(), shown.low());
        int high = Math.min(range.high(), shown.high());
        double width = Math.max(LEAST_WIDTH, WHOLE * (high - low + 1) / shown.size());
        double x = WHOLE * (low - shown.low()) / shown.size();
        return new Span(Math.min(x, WHOLE - width), width);
    }
}
