package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import io.portgrade.snapshot.Sockets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ports that services are known to bind on this host: the policy's list, and NodePorts on a Kubernetes node.
 *
 * @param names by port range
 * @param nodeEvidence what shows that the host is a Kubernetes node; empty when nothing does
 */
record ServicePorts(SortedMap<PortRange, String> names, List<Evidence> nodeEvidence) {

    /** The default of {@code --service-node-port-range}; kubernetes.io, "Ports and Protocols". */
    private static final PortRange NODE_PORTS = new PortRange(30_000, 32_767);

    /** kubelet, kube-proxy and the API server; the same page. */
    private static final Set<Integer> KUBERNETES_PORTS = Set.of(6_443, 10_249, 10_250, 10_256);

    static ServicePorts of(HostSnapshot snapshot, Policy policy) {
        List<Evidence> node = nodeEvidence(snapshot, policy);
        if (node.isEmpty()) {
            return new ServicePorts(policy.servicePorts(), node);
        }
        SortedMap<PortRange, String> names = new TreeMap<>(policy.servicePorts());
        names.put(NODE_PORTS, "Kubernetes NodePorts");
        return new ServicePorts(names, node);
    }

    /** All of these ports. */
    PortSet ports() {
        return PortSet.of(names.keySet());
    }

    ServiceCollisions collisions(PortRange range, PortSet reserved, List<Evidence> rangeEvidence) {
        List<String> found = new ArrayList<>();
        boolean nodePorts = false;
        for (Map.Entry<PortRange, String> service : names.entrySet()) {
            if (overlaps(service.getKey(), range, reserved)) {
                found.add(service.getValue() + " " + service.getKey());
                nodePorts |= service.getKey().equals(NODE_PORTS);
            }
        }
        List<Evidence> evidence = new ArrayList<>(rangeEvidence);
        if (nodePorts) {
            evidence.addAll(nodeEvidence);
        }
        return new ServiceCollisions(found, nodePorts, evidence);
    }

    private static boolean overlaps(PortRange service, PortRange range, PortSet reserved) {
        int low = Math.max(service.low(), range.low());
        int high = Math.min(service.high(), range.high());
        if (low > high) {
            return false;
        }
        PortRange shared = new PortRange(low, high);
        return reserved.sizeWithin(shared) < shared.size();
    }

    private static List<Evidence> nodeEvidence(HostSnapshot snapshot, Policy policy) {
        if (policy.kubernetesNode()) {
            return List.of(new Evidence("policy", policy.name(), "policy", null));
        }
        for (Map.Entry<String, String> label : snapshot.host().labels().entrySet()) {
            if (namesKubernetes(label.getKey()) || namesKubernetes(label.getValue())) {
                return List.of(new Evidence("label " + label.getKey(), label.getValue(), "host", null));
            }
        }
        Sockets sockets = snapshot.sockets();
        return sockets == null
                ? List.of()
                : sockets.listeners().stream()
                        .filter(listener -> KUBERNETES_PORTS.contains(listener.port()))
                        .min(Comparator.naturalOrder())
                        .map(listener -> List.of(evidence(listener)))
                        .orElse(List.of());
    }

    private static Evidence evidence(Listener listener) {
        return Evidence.at(listener.source(), "listener", listener.endpoint());
    }

    private static boolean namesKubernetes(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("kube") || lower.contains("k8s");
    }
}
