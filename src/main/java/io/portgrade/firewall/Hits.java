package io.portgrade.firewall;

/**
 * The local ports that a match lets through for one class of packets, as far as is known: {@code must} ⊆ truth ⊆
 * {@code may}.
 */
public record Hits(PortRanges must, PortRanges may) {

    public static final Hits NONE = new Hits(PortRanges.NONE, PortRanges.NONE);
    public static final Hits ALL = new Hits(PortRanges.ALL, PortRanges.ALL);

    /** Any ports, or none. */
    public static final Hits UNKNOWN = new Hits(PortRanges.NONE, PortRanges.ALL);

    public static Hits of(boolean matches) {
        return matches ? ALL : NONE;
    }

    public static Hits exactly(PortRanges ports) {
        return new Hits(ports, ports);
    }

    public Hits and(Hits other) {
        if (this == ALL || other == NONE) {
            return other;
        }
        if (other == ALL || this == NONE) {
            return this;
        }
        return new Hits(must.intersect(other.must), may.intersect(other.may));
    }

    public Hits or(Hits other) {
        if (this == ALL || other == NONE) {
            return this;
        }
        if (other == ALL || this == NONE) {
            return other;
        }
        return new Hits(must.union(other.must), may.union(other.may));
    }

    public Hits not() {
        if (this == ALL) {
            return NONE;
        }
        return this == NONE ? ALL : new Hits(may.complement(), must.complement());
    }

    public boolean areNone() {
        return may.isEmpty();
    }
}
