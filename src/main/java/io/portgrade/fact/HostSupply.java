package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import java.util.List;

/**
 * What the host has for its outbound connections, as its settings and listeners give it.
 *
 * @param assumptions what was not submitted and taken to be the system's default
 */
public record HostSupply(PortSupply supply, List<String> assumptions) {

    public HostSupply {
        assumptions = List.copyOf(assumptions);
    }
}
