package io.portgrade.render.html;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.policy.Bands;
import java.util.List;

/** What pools ask of the ports towards one destination, a bar for each thing that can run out. */
record DestinationChart(DestinationCapacity load, List<DemandBar> bars) {

    private static final int MOST = 50;

    DestinationChart {
        bars = List.copyOf(bars);
    }

    /** The first fifty destinations. */
    static List<DestinationChart> of(Capacity capacity, Bands utilisation) {
        return capacity.destinations().stream()
                .limit(MOST)
                .map(load -> of(load, utilisation))
                .toList();
    }

    private static DestinationChart of(DestinationCapacity load, Bands utilisation) {
        return new DestinationChart(
                load,
                List.of(
                        DemandBar.of("Open connections", load.concurrency(), utilisation),
                        DemandBar.of("Connections a second", load.rate(), utilisation),
                        DemandBar.of("Ports taken", load.ports(), utilisation)));
    }

    public String pools() {
        return String.join(", ", load.pools());
    }
}
