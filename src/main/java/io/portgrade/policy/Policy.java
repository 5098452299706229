package io.portgrade.policy;

import io.portgrade.finding.Severity;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is expected of a host in one role.
 *
 * @param version of this policy's text, as its file states it
 * @param summary one sentence for whom it is meant
 * @param outboundLoad whether the role opens many connections, so that file limits are held against the ports
 * @param kubernetesNode whether the role is a Kubernetes node, even if nothing on the host shows it
 * @param servicePorts ports that services are known to bind, and their names
 * @param severities rules that weigh differently here than their own severity says
 * @param disabled rules that do not apply to this role, each with its reason
 * @param requires sections without which a host of this role cannot be judged
 */
public record Policy(
        String name,
        String version,
        String summary,
        boolean outboundLoad,
        boolean kubernetesNode,
        Thresholds thresholds,
        SortedMap<PortRange, String> servicePorts,
        Map<String, Severity> severities,
        SortedMap<String, String> disabled,
        Set<Section> requires) {

    public Policy {
        servicePorts = Collections.unmodifiableSortedMap(new TreeMap<>(servicePorts));
        severities = Map.copyOf(severities);
        disabled = Collections.unmodifiableSortedMap(new TreeMap<>(disabled));
        requires = Collections.unmodifiableSet(new TreeSet<>(requires));
    }

    public boolean disables(String rule) {
        return disabled.containsKey(rule);
    }

    /** The severity of a rule here, given the one that the rule itself states. */
    public Severity severityOf(String rule, Severity stated) {
        return severities.getOrDefault(rule, stated);
    }
}
