package io.portgrade.fact;

import io.portgrade.ingest.text.FirstFew;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Pool;
import java.util.Collection;
import java.util.List;

/** Destinations of which nobody says whether they have TCP timestamps on, without which no TIME_WAIT port is reused. */
final class PeerTimestamps {

    private static final int MOST_NAMED = 3;
    private static final String OF_ONE = " has TCP timestamps on; without them its ceiling is that without reuse";
    private static final String OF_SEVERAL =
            " have TCP timestamps on; without them their ceilings are those without reuse";

    private PeerTimestamps() {}

    /** In words, that those of these pools which do not say are taken to have them on. */
    static String assumption(Collection<Pool> pools) {
        List<String> silent = pools.stream()
                .filter(PeerTimestamps::isSilent)
                .map(Pool::destination)
                .distinct()
                .sorted()
                .map(Destination::toString)
                .toList();
        if (silent.isEmpty()) {
            return "the destination" + OF_ONE;
        }
        if (silent.size() == 1) {
            return silent.get(0) + OF_ONE;
        }
        return FirstFew.of(silent, MOST_NAMED) + OF_SEVERAL;
    }

    /** Whether these pools say it of every destination that has any: UDP has none. */
    static boolean areStated(Collection<Pool> pools) {
        return pools.stream().noneMatch(PeerTimestamps::isSilent)
                && pools.stream().anyMatch(pool -> !pool.destination().isUdp());
    }

    private static boolean isSilent(Pool pool) {
        return pool.peerTimestamps() == null && !pool.destination().isUdp();
    }

    static boolean isAssumption(String text) {
        return text.endsWith(OF_ONE) || text.endsWith(OF_SEVERAL);
    }
}
