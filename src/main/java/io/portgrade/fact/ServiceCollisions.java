package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import java.util.List;

/**
 * Ports of well-known services that the kernel may hand out, possibly none.
 *
 * @param services name and ports of each, for a sentence
 * @param nodePorts whether Kubernetes NodePorts are among them, on a Kubernetes node
 * @param evidence the range, and what shows the host to be a Kubernetes node
 */
public record ServiceCollisions(List<String> services, boolean nodePorts, List<Evidence> evidence) {

    public ServiceCollisions {
        services = List.copyOf(services);
        evidence = List.copyOf(evidence);
    }

    public boolean isAny() {
        return !services.isEmpty();
    }

    public String description() {
        return String.join(", ", services);
    }
}
