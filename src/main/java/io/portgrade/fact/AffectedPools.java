package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Remediation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pools that one rule has something to say of, in their order; a finding names the first of them and counts the rest. */
public final class AffectedPools {

    private static final int MOST_EXPLAINED = 3;
    private static final int MOST_EVIDENCE = 20;

    private final List<AffectedPool> pools;

    AffectedPools(List<AffectedPool> pools) {
        this.pools = List.copyOf(pools);
    }

    boolean isEmpty() {
        return pools.isEmpty();
    }

    /** A clause for each of the first, and how many there are beside them. */
    String description() {
        return clauses(AffectedPool::what) + more(" (and ", " more pools)");
    }

    /** Of the first that have any; bounded however many there are. */
    List<Evidence> evidence() {
        return pools.stream()
                .flatMap(pool -> pool.evidence().stream())
                .limit(MOST_EVIDENCE)
                .toList();
    }

    /** Advice: no kernel setting changes a pool. */
    Remediation fix() {
        return Remediation.advise(clauses(AffectedPool::fix) + more("; and likewise ", " more pools") + ".");
    }

    private String clauses(Function<AffectedPool, String> clause) {
        return pools.stream().limit(MOST_EXPLAINED).map(clause).collect(Collectors.joining("; "));
    }

    private String more(String before, String after) {
        return pools.size() <= MOST_EXPLAINED ? "" : before + (pools.size() - MOST_EXPLAINED) + after;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AffectedPools that && pools.equals(that.pools);
    }

    @Override
    public int hashCode() {
        return pools.hashCode();
    }

    @Override
    public String toString() {
        return description();
    }
}
