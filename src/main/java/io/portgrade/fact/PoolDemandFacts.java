package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.PoolSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the pools ask for, held against ports, servers and files. */
record PoolDemandFacts(HostSnapshot snapshot, Policy policy, Facts.Builder facts) {

    void assemble(@Nullable EphemeralPorts ports) {
        PoolSurvey survey = PoolSurvey.of(snapshot, facts);
        new ServerLimits(survey, facts).assemble();
        files(survey);
        new SourceBindings(survey, policy, facts).assemble(ports);
        HostSupply host = facts.find(HostSupply.class).orElse(null);
        if (host == null) {
            facts.absent(RecycledConnections.class, facts.why(EphemeralPorts.class));
            return;
        }
        survey.look(
                RecycledConnections.class,
                RecycledConnections::new,
                PoolDemandFacts::tellsAge,
                "the greatest age of connections",
                pool -> recycled(pool, host.supply()));
        PoolSurvey.untold(
                        survey.pools(),
                        PoolDemandFacts::tellsAge,
                        "at what age it replaces connections is not known: state maxLifetimeSeconds, 0 for never")
                .filter(why -> facts.find(RecycledConnections.class).isPresent())
                .ifPresent(why -> facts.absent(RecycledConnections.class, why));
    }

    private static boolean tellsAge(Pool pool) {
        PoolSettings settings = pool.settings();
        return settings != null && (!pool.keepsAlive() || settings.kept() == null || settings.maxLifetimeKnown());
    }

    private Optional<AffectedPool> recycled(Pool pool, PortSupply supply) {
        PoolSettings settings = pool.settings();
        Integer kept = settings == null ? null : settings.kept();
        Duration age = settings == null ? null : settings.maxLifetime();
        if (kept == null || age == null || !pool.keepsAlive()) {
            return Optional.empty();
        }
        double connections = (double) kept * pool.instances();
        double rate = connections / Pool.seconds(age);
        double ports = rate * Pool.seconds(supply.afterClose(pool).time());
        double limit = policy.thresholds().pools().recycledShare() * Math.max(1, supply.usablePorts());
        if (ports <= limit) {
            return Optional.empty();
        }
        String setting = Objects.requireNonNullElse(PoolWords.of(pool).age(), "greatest age: {s} s");
        Duration enough = Duration.ofSeconds((long) Math.ceil(Pool.seconds(age) * ports / limit));
        String share = Numerals.percent(ports / Math.max(1, supply.usablePorts()));
        return Optional.of(AffectedPool.bySettings(
                pool,
                "replaces " + Numerals.counted(connections, "connection") + " every "
                        + Numerals.plain(Pool.seconds(age))
                        + " s, " + Numerals.plain(rate) + " a second, " + share
                        + " of what the ports give to " + pool.destination(),
                "greatest age in seconds",
                Numerals.plain(Pool.seconds(age)),
                "set " + PoolWords.with(setting, enough) + " or more, for "
                        + Numerals.counted(connections / Math.max(1, Pool.seconds(enough)), "connection")
                        + " a second"));
    }

    private void files(PoolSurvey survey) {
        OpenFiles files = facts.find(OpenFiles.class).orElse(null);
        if (files == null) {
            facts.absent(ProcessConnections.class, facts.why(OpenFiles.class));
            return;
        }
        survey.look(
                ProcessConnections.class,
                ProcessConnections::new,
                pool -> pool.openConnections() != null,
                "an upper bound, or requestsPerSecond and connectionSeconds,",
                pool -> tooManyFor(files, pool));
        PoolSurvey.untold(survey.pools(), pool -> pool.openConnections() != null, PoolSurvey.UNTOLD_SIZE)
                .filter(why -> facts.find(ProcessConnections.class).isPresent())
                .ifPresent(why -> facts.absent(ProcessConnections.class, why));
    }

    private Optional<AffectedPool> tooManyFor(OpenFiles files, Pool pool) {
        double open = Objects.requireNonNullElse(pool.openConnections(), 0.0) / pool.instances();
        double needed = open * (1 + policy.thresholds().pools().fileHeadroom());
        if (needed <= files.soft()) {
            return Optional.empty();
        }
        AffectedPool pieces = AffectedPool.bySettings(
                pool,
                "may have " + Numerals.counted(open, "connection") + " to " + pool.destination()
                        + " open in each process, which needs " + Numerals.counted(Math.ceil(needed), "file")
                        + " of the "
                        + files.soft() + " that it may open",
                "connections of a process",
                Numerals.plain(open),
                new OpenFilesRemedy(snapshot.system()).ofService((long) Math.ceil(needed)));
        List<Evidence> evidence = new ArrayList<>(pieces.evidence());
        evidence.addAll(files.evidence());
        return Optional.of(new AffectedPool(pieces.what(), evidence, pieces.fix()));
    }
}
