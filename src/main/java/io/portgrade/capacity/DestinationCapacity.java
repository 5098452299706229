package io.portgrade.capacity;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What pools ask of the ports towards one destination, from one source address, and what they can have.
 *
 * @param destination {@code host:port}, IPv6 in brackets
 * @param protocol {@code tcp} or {@code udp}
 * @param source the address that the pools bind; null when the host chooses
 * @param pools by name
 * @param concurrency connections open at once
 * @param rate connections opened a second, in the long run
 * @param ports taken at once, by open connections and by those that are closed and hold theirs
 * @param bindingConstraint what runs out first, of all that is asked for
 * @param concurrencyLimit what runs out first of what open connections take
 * @param rateLimit the same of what opening them takes
 * @param notes what else is worth knowing
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DestinationCapacity(
        String destination,
        String protocol,
        @Nullable String source,
        List<String> pools,
        Measure concurrency,
        Measure rate,
        Measure ports,
        String bindingConstraint,
        @JsonIgnore Bottleneck concurrencyLimit,
        @JsonIgnore Bottleneck rateLimit,
        List<String> notes) {

    public DestinationCapacity {
        pools = List.copyOf(pools);
        notes = List.copyOf(notes);
    }
}
