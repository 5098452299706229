package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import java.util.List;

/** What the pools ask of each destination and can have, sorted by destination; there is none without pools or ports. */
public record AskedCapacity(List<DestinationCapacity> destinations) {

    public AskedCapacity {
        destinations = List.copyOf(destinations);
    }
}
