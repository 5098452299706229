package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import io.portgrade.snapshot.SettingKeys;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How long pools leave connections idle, held against who forgets them on the way. */
record PoolIdleFacts(HostSnapshot snapshot, Policy policy, Facts.Builder facts) {

    private static final String UNTOLD_IDLE =
            "after how long it closes idle connections is not known: state its idle timeout, 0 for never";

    void assemble(SettingReader settings) {
        PoolSurvey survey = PoolSurvey.of(snapshot, facts);
        survey.look(
                IdleConnections.class,
                IdleConnections::new,
                pool -> tellsIdleTime(pool) && KnownMiddlebox.idleTimeout(pool).isPresent(),
                "middleboxIdleSeconds",
                this::forgotten);
        PoolSurvey.untold(
                        survey.pools().stream()
                                .filter(pool -> KnownMiddlebox.idleTimeout(pool).isPresent())
                                .toList(),
                        PoolIdleFacts::tellsIdleTime,
                        UNTOLD_IDLE)
                .ifPresent(why -> facts.absent(IdleConnections.class, why));
        Reading<Long> timeout = settings.integer(SettingKeys.CONNTRACK_ESTABLISHED);
        if (timeout instanceof Reading.Present<Long> present) {
            established(survey, present);
        } else if (timeout instanceof Reading.Missing<Long> missing) {
            facts.absent(EstablishedTimeout.class, missing.absence());
        }
    }

    private void established(PoolSurvey survey, Reading.Present<Long> timeout) {
        if (survey.pools().stream().noneMatch(pool -> pool.settings() != null)) {
            facts.absent(EstablishedTimeout.class, survey.whyNot("settings"));
            return;
        }
        PoolSurvey.untold(survey.pools(), PoolIdleFacts::tellsIdleTime, UNTOLD_IDLE)
                .ifPresent(why -> facts.absent(EstablishedTimeout.class, why));
        survey.pools().stream()
                .filter(pool -> pool.keepsAlive() && tellsIdleTime(pool))
                .max(Comparator.comparing(this::longestIdle).thenComparing(PoolSurvey.ORDER.reversed()))
                .ifPresent(pool -> facts.add(new EstablishedTimeout(
                        Duration.ofSeconds(timeout.value()),
                        longestIdle(pool),
                        AffectedPool.name(pool),
                        List.of(
                                Evidence.of(timeout.setting()),
                                Evidence.at(
                                        pool.source(), AffectedPool.name(pool) + " idle seconds", idleText(pool))))));
    }

    private Optional<AffectedPool> forgotten(Pool pool) {
        Duration kept = longestIdle(pool);
        Duration limit = KnownMiddlebox.idleTimeout(pool).orElse(kept);
        if (!pool.keepsAlive() || kept.compareTo(limit) <= 0) {
            return Optional.empty();
        }
        return Optional.of(AffectedPool.bySettings(
                pool,
                "keeps idle connections to " + pool.destination() + " " + idleWords(pool) + ", and "
                        + KnownMiddlebox.name(pool) + " forgets them after "
                        + Numerals.counted(Pool.seconds(limit), "second"),
                "idle seconds",
                idleText(pool),
                PoolWords.closingIdle(pool, limit)
                        .map(setting ->
                                "set " + setting + " or less, so that it closes connections before they are forgotten")
                        .orElseGet(() ->
                                "send TCP keep-alives more often than every " + Numerals.plain(Pool.seconds(limit))
                                        + " s: this framework closes no idle connection that soon")));
    }

    /** Its greatest age tells it too, since none is idle for longer. */
    private static boolean tellsIdleTime(Pool pool) {
        PoolSettings settings = pool.settings();
        return settings != null
                && (!pool.keepsAlive() || settings.idleTimeoutKnown() || settings.maxLifetime() != null);
    }

    /** At most its greatest age. */
    private Duration longestIdle(Pool pool) {
        return Stream.ofNullable(pool.settings())
                .flatMap(each ->
                        Stream.of(Optional.ofNullable(each.idleTimeout()), Optional.ofNullable(each.maxLifetime())))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(policy.thresholds().pools().longestIdle());
    }

    private String idleText(Pool pool) {
        return isForever(pool) ? "unlimited" : Numerals.plain(Pool.seconds(longestIdle(pool)));
    }

    private String idleWords(Pool pool) {
        return isForever(pool) ? "however long" : "for " + Numerals.counted(Pool.seconds(longestIdle(pool)), "second");
    }

    private static boolean isForever(Pool pool) {
        PoolSettings settings = pool.settings();
        return settings == null || settings.idleTimeout() == null && settings.maxLifetime() == null;
    }
}
