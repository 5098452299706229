package io.portgrade.capacity;

import io.portgrade.capacity.Bottleneck.Resource;
import io.portgrade.snapshot.Pool;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files that the connections of a process take: one each, from whatever source address and to whatever destination (measured
 * on Linux 6.18: with a limit of 1024, 1019 connections from nine addresses together). Which pools are in one process nobody
 * says; those with as many instances may be, and are taken to be, for a process has one instance of each of its pools.
 */
public final class ProcessFiles {

    private static final Bottleneck OF_ONE = new Bottleneck(Resource.OPEN_FILES, "open files", false);
    private static final Bottleneck OF_SEVERAL =
            new Bottleneck(Resource.OPEN_FILES, "open files of a process, shared by its pools", true);

    private final Map<Integer, Double> openByInstances = new HashMap<>();
    private final Map<Integer, Integer> demandsByInstances = new HashMap<>();

    ProcessFiles(Collection<PortDemand> demands) {
        for (PortDemand demand : demands) {
            Map<Integer, Double> own = demand.pools().stream()
                    .filter(pool -> PortDemand.open(pool) > 0)
                    .collect(Collectors.groupingBy(
                            Pool::instances,
                            Collectors.summingDouble(pool -> PortDemand.open(pool) / pool.instances())));
            own.forEach((instances, open) -> {
                openByInstances.merge(instances, open, Double::sum);
                demandsByInstances.merge(instances, 1, Integer::sum);
            });
        }
    }

    /** In words, that pools were taken to be in one process; empty when no two may be whose connections are known. */
    public static Optional<String> assumption(Collection<Pool> pools) {
        boolean several = pools.stream()
                .filter(pool -> PortDemand.open(pool) > 0)
                .collect(Collectors.groupingBy(Pool::instances, Collectors.counting()))
                .values()
                .stream()
                .anyMatch(count -> count > 1);
        return several
                ? Optional.of(
                        "pools with the same number of instances are taken to be in one process and to share the files"
                                + " that it may open: audit those of other processes apart")
                : Optional.empty();
    }

    /** Of the fullest process that any of its pools is in. */
    double open(PortDemand demand) {
        return demand.pools().stream()
                .mapToDouble(pool -> openByInstances.getOrDefault(pool.instances(), 0.0))
                .max()
                .orElse(0);
    }

    Bottleneck limit(PortDemand demand) {
        List<Pool> pools = demand.pools();
        return pools.stream().anyMatch(pool -> demandsByInstances.getOrDefault(pool.instances(), 0) > 1)
                ? OF_SEVERAL
                : OF_ONE;
    }
}
