package io.portgrade.capacity;

import io.portgrade.ingest.text.FirstFew;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Destinations by name, of which nobody asks where they lead. */
public final class UnresolvedNames {

    private static final int MOST_NAMED = 5;

    private UnresolvedNames() {}

    /** In words, that names were taken for destinations of their own; empty when none could be that of another. */
    public static Optional<String> assumption(Collection<Pool> pools) {
        if (pools.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Set<Destination>> byPort = pools.stream()
                .map(Pool::destination)
                .collect(Collectors.groupingBy(Destination::port, Collectors.toSet()));
        List<String> names = byPort.values().stream()
                .filter(destinations -> destinations.size() > 1)
                .flatMap(Set::stream)
                .filter(Destination::isName)
                .map(Destination::host)
                .distinct()
                .sorted()
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(FirstFew.of(names, MOST_NAMED)
                        + ": names are not looked up, each is taken to be another destination");
    }
}
