package io.portgrade.render.html;

/**
 * A stretch of a picture's width.
 *
 * @param x where it starts, in percent of the width
 * @param width in percent, more than 0; ends at 100 at most
 */
record Span(double x, double width) {

    private static final double THOUSAND = 1_000;

    public double end() {
        return x + width;
    }

    /** This stretch and another, and what lies between them. */
    Span and(Span other) {
        double start = Math.min(x, other.x);
        return new Span(start, Math.max(end(), other.end()) - start);
    }

    /** As an attribute of SVG. */
    public String left() {
        return percent(x);
    }

    /** As an attribute of SVG. */
    public String length() {
        return percent(width);
    }

    public String right() {
        return percent(end());
    }

    private static String percent(double value) {
        return Math.round(value * THOUSAND) / THOUSAND + "%";
    }
}
