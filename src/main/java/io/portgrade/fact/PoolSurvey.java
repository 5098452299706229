package io.portgrade.fact;

import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.Section;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Looks at one thing in all TCP pools of a host.
 *
 * @param pools by place, whatever order they came in
 */
record PoolSurvey(HostSnapshot snapshot, List<Pool> pools, Facts.Builder facts) {

    static final Comparator<Pool> ORDER =
            Comparator.comparing(Pool::source).thenComparing(Pool::name).thenComparing(Pool::toString);

    static final String UNTOLD_SIZE =
            "how many connections it holds open is not known: state its size, or the requests a"
                    + " second and how long each takes";

    static PoolSurvey of(HostSnapshot snapshot, Facts.Builder facts) {
        List<Pool> pools = snapshot.pools().stream()
                .filter(pool -> !pool.destination().isUdp())
                .sorted(ORDER)
                .toList();
        return new PoolSurvey(snapshot, pools, facts);
    }

    /**
     * Adds what is found; or says that it could not be looked for, when no pool tells what is needed for it. Where only some
     * could be read, both: what is found in them counts, and that nothing is does not.
     *
     * @param needed what a pool must state, for the reason
     */
    <F> void look(
            Class<F> type,
            Function<AffectedPools, F> fact,
            Predicate<Pool> known,
            String needed,
            Function<Pool, Optional<AffectedPool>> trouble) {
        if (pools.stream().noneMatch(known)) {
            facts.absent(type, whyNot(needed));
            return;
        }
        facts.add(fact.apply(new AffectedPools(pools.stream()
                .filter(known)
                .flatMap(pool -> trouble.apply(pool).stream())
                .toList())));
        unreadable(pools.stream().filter(known.negate()).toList()).ifPresent(why -> facts.absent(type, why));
    }

    /** Why not everything is known of these pools, when the settings of one could not be read. */
    static Optional<Absence> unreadable(List<Pool> pools) {
        return pools.stream()
                .filter(pool -> pool.settings() == null)
                .min(ORDER)
                .map(pool -> new Absence(
                        Absence.Kind.NOT_PARSABLE,
                        "the settings of " + AffectedPool.name(pool) + " could not be read, see diagnostics"));
    }

    /**
     * Why not everything is known of these pools, when the settings of one could not be read or it does not tell enough.
     *
     * @param missing a clause on such a pool
     */
    static Optional<Absence> untold(List<Pool> pools, Predicate<Pool> told, String missing) {
        return unreadable(pools)
                .or(() -> pools.stream()
                        .filter(told.negate())
                        .min(ORDER)
                        .map(pool -> new Absence(Absence.Kind.NOT_PARSABLE, AffectedPool.name(pool) + ": " + missing)));
    }

    /** Why nothing is known of any pool. */
    Absence whyNot(String needed) {
        if (!snapshot.has(Section.POOLS)) {
            return Absence.notSubmitted("pools");
        }
        if (snapshot.pools().isEmpty()) {
            return new Absence(Absence.Kind.NOT_PARSABLE, "no pool could be read, see diagnostics");
        }
        if (pools.isEmpty()) {
            return Absence.notApplicable("all pools are of UDP");
        }
        return pools.stream().allMatch(pool -> pool.settings() == null)
                ? new Absence(Absence.Kind.NOT_PARSABLE, "the settings of no pool could be read, see diagnostics")
                : Absence.notSubmitted(needed + " of a pool");
    }
}
