package io.portgrade.fact;

import io.portgrade.capacity.DestinationLoad;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Section;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the pools ask of the ports: of destinations alike to the rules the worst, the rest counted. */
record LoadFacts(HostSnapshot snapshot, PoolLoad load, Policy policy, Facts.Builder facts) {

    private static final int MOST_DESTINATIONS = 10;

    private static final Comparator<Churn> WORST_FIRST = Comparator.comparingDouble(Churn::utilisation)
            .reversed()
            .thenComparing(Churn::destination)
            .thenComparing(Churn::source);

    /** What rules and remedies tell destinations apart by. */
    private record Likeness(boolean toLoopback, boolean peerUnknown, boolean reusable) {

        static Likeness of(Churn churn) {
            return new Likeness(churn.isToLoopback(), churn.isPeerUnknown(), churn.reusable());
        }
    }

    void assemble(@Nullable EphemeralPorts ports) {
        List<DestinationLoad> loads = load.destinations();
        if (loads.isEmpty()) {
            facts.absent(DeclaredLoad.class, why());
            return;
        }
        facts.add(new DeclaredLoad(loads.size()));
        PoolSurvey.untold(
                        snapshot.pools(),
                        pool -> pool.newConnectionsPerSecond() != null,
                        "how many connections a second it opens is not known, see diagnostics")
                .ifPresent(why -> facts.absent(DeclaredLoad.class, why));
        if (ports != null) {
            loads.stream()
                    .filter(each -> !each.destination().isUdp())
                    .map(each -> Churn.of(each, ports))
                    .collect(Collectors.groupingBy(Likeness::of))
                    .values()
                    .forEach(this::addWorst);
        }
    }

    private void addWorst(List<Churn> alike) {
        double needed = policy.thresholds().reuseNeededAbove();
        List<Churn> sorted = alike.stream().sorted(WORST_FIRST).toList();
        int more = (int) sorted.stream()
                .skip(MOST_DESTINATIONS)
                .filter(churn -> churn.utilisation() > needed)
                .count();
        sorted.stream().limit(MOST_DESTINATIONS).forEach(churn -> facts.add(churn.withMore(more)));
    }

    private Absence why() {
        return snapshot.has(Section.POOLS)
                ? PoolSurvey.unreadable(snapshot.pools())
                        .orElseGet(() -> new Absence(
                                Absence.Kind.NOT_PARSABLE,
                                "how many connections a second a pool opens is not known, see diagnostics"))
                : Absence.notSubmitted("pools");
    }
}
