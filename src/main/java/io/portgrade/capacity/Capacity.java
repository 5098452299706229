package io.portgrade.capacity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ceilings that the submitted settings give, for one source address and any one destination address and port, and
 * what the pools make of them.
 *
 * @param configuredPorts ports in the ephemeral range
 * @param reservedPorts those of them that are reserved
 * @param listenerPorts those of them, not reserved, at which something listens
 * @param usablePorts what is left, less one when the range has an odd number of ports
 * @param timeWaitSeconds how long a closed connection holds its port without reuse
 * @param reuse when such a port can be taken earlier; null on systems without this setting
 * @param connectionsPerDestination open at once
 * @param connectionsPerSecondPerDestination short connections a second, closed by this host, in the long run; with reuse where
 *     it applies to every destination, rounded to a tenth, and below 1 to a thousandth
 * @param connectionsPerSecondWithoutReuse the same towards a peer that makes reuse impossible
 * @param destinations what pools ask of it, one for each source address and destination; left out when there are none
 * @param assumptions what was not submitted and taken to be the system's default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Capacity(
        int configuredPorts,
        int reservedPorts,
        int listenerPorts,
        int usablePorts,
        int timeWaitSeconds,
        @Nullable TimeWaitReuse reuse,
        int connectionsPerDestination,
        double connectionsPerSecondPerDestination,
        double connectionsPerSecondWithoutReuse,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DestinationCapacity> destinations,
        List<String> assumptions) {

    public Capacity {
        destinations = List.copyOf(destinations);
        assumptions = List.copyOf(assumptions);
    }
}
