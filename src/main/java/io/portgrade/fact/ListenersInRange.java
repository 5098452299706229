package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.snapshot.PortSet;
import java.util.List;

/** The listening ports inside the ephemeral range that are not reserved, possibly none. */
public record ListenersInRange(PortSet ports, List<Evidence> evidence) {

    public ListenersInRange {
        evidence = List.copyOf(evidence);
    }

    public boolean isAny() {
        return !evidence.isEmpty();
    }
}
