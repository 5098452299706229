package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The local ports that a match lets through for one class of packets, as far as is known: {@code must} ⊆ truth ⊆
 * {@code may}.
 */
public record Hits(PortRanges must, PortRanges may) {

    private static final int WORDS_PER_LOOK = 8;

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

    static Hits between(PortRanges must, PortRanges may) {
        return must.isEmpty() && may == PortRanges.ALL ? UNKNOWN : new Hits(must, may);
    }

    /** The ports that meet all of some conditions. */
    static Hits ofAll(List<Match> matches, Function<Match, Hits> hitsOf) {
        Hits hits = Hits.ALL;
        for (int i = 0; i < matches.size() && !hits.areNone(); i++) {
            hits = hits.and(hitsOf.apply(matches.get(i)));
        }
        return hits;
    }

    /** The ports that meet any of some conditions. */
    static Hits ofAny(List<Match> matches, Function<Match, Hits> hitsOf) {
        List<PortRange> must = new ArrayList<>();
        List<PortRange> may = new ArrayList<>();
        for (Match match : matches) {
            Hits hits = hitsOf.apply(match);
            if (hits == Hits.ALL) {
                return hits;
            }
            if (!hits.areNone()) {
                must.addAll(hits.must().toList());
                may.addAll(hits.may().toList());
            }
        }
        return may.isEmpty() ? Hits.NONE : Hits.between(PortRanges.of(must), PortRanges.of(may));
    }

    public Hits and(Hits other) {
        if (this == ALL || other == NONE) {
            return other;
        }
        if (other == ALL || this == NONE) {
            return this;
        }
        return between(must.intersect(other.must), may.intersect(other.may));
    }

    public Hits or(Hits other) {
        if (this == ALL || other == NONE) {
            return this;
        }
        if (other == ALL || this == NONE) {
            return other;
        }
        return between(must.union(other.must), may.union(other.may));
    }

    public Hits not() {
        if (this == ALL) {
            return NONE;
        }
        return this == NONE ? ALL : between(may.complement(), must.complement());
    }

    /** What it costs to apply them to a set of ports, in looks at a rule. */
    int cost() {
        int words = 0;
        for (int i = 0; i < may.count(); i++) {
            words += (may.high(i) >> 6) - (may.low(i) >> 6) + 1;
        }
        return may.count() + words / WORDS_PER_LOOK;
    }

    public boolean areNone() {
        return may.isEmpty();
    }
}
