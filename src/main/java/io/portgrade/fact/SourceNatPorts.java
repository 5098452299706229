package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.util.List;

/**
 * The smallest range of ports that source NAT gives to connections.
 *
 * @param size of it; {@link Integer#MAX_VALUE} when none is named
 * @param usable E, which it should not be smaller than
 * @param evidence the rules whose ranges are smaller than E, possibly none
 */
public record SourceNatPorts(int size, int usable, List<Evidence> evidence) {

    public SourceNatPorts {
        evidence = List.copyOf(evidence);
    }

    public boolean areTooFew() {
        return !evidence.isEmpty();
    }
}
