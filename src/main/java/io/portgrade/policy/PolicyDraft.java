package io.portgrade.policy;

import io.portgrade.finding.Severity;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A policy while it is being put together: what it extends, then what its own file says. */
final class PolicyDraft {

    private static final List<String> KEYS = List.of(
            "name",
            "version",
            "summary",
            "extends",
            "outboundLoad",
            "kubernetesNode",
            "thresholds",
            "servicePorts",
            "severities",
            "disabled",
            "requires");

    private boolean outboundLoad;
    private boolean kubernetesNode;
    private final ThresholdsDraft thresholds;
    private final SortedMap<PortRange, String> servicePorts = new TreeMap<>();
    private final Map<String, Severity> severities = new HashMap<>();
    private final SortedMap<String, String> disabled = new TreeMap<>();
    private final Set<Section> requires = EnumSet.noneOf(Section.class);

    PolicyDraft() {
        thresholds = new ThresholdsDraft();
    }

    PolicyDraft(Policy parent) {
        thresholds = new ThresholdsDraft(parent.thresholds());
        outboundLoad = parent.outboundLoad();
        kubernetesNode = parent.kubernetesNode();
        servicePorts.putAll(parent.servicePorts());
        severities.putAll(parent.severities());
        disabled.putAll(parent.disabled());
        requires.addAll(parent.requires());
    }

    /** @throws PolicyException for an unknown key, a value of the wrong kind, or thresholds out of order */
    Policy complete(YamlValue root) {
        Map<String, YamlValue> entries = root.entries(KEYS);
        YamlValue.find(entries, "outboundLoad").ifPresent(value -> outboundLoad = value.bool());
        YamlValue.find(entries, "kubernetesNode").ifPresent(value -> kubernetesNode = value.bool());
        YamlValue.find(entries, "thresholds").ifPresent(thresholds::read);
        YamlValue.find(entries, "servicePorts").ifPresent(this::servicePorts);
        YamlValue.find(entries, "severities")
                .ifPresent(
                        value -> value.entries().forEach((rule, severity) -> severities.put(rule, severity(severity))));
        YamlValue.find(entries, "disabled")
                .ifPresent(value -> value.entries().forEach((rule, reason) -> disabled.put(rule, reason.text())));
        YamlValue.find(entries, "requires")
                .ifPresent(value -> value.items()
                        .forEach(item -> requires.add(item.oneOf(Section::find, "a section such as pools"))));
        return new Policy(
                root.required(entries, "name").text(),
                root.required(entries, "version").text(),
                root.required(entries, "summary").text(),
                outboundLoad,
                kubernetesNode,
                thresholds.complete(root),
                servicePorts,
                severities,
                disabled,
                requires);
    }

    private void servicePorts(YamlValue value) {
        value.entries().forEach((ports, name) -> {
            int dash = ports.indexOf('-');
            try {
                int low = Integer.parseInt(
                        dash < 0 ? ports : ports.substring(0, dash).strip());
                int high = dash < 0
                        ? low
                        : Integer.parseInt(ports.substring(dash + 1).strip());
                servicePorts.put(new PortRange(low, high), name.text());
            } catch (IllegalArgumentException e) {
                throw name.wrong("expected a port or a range such as 2379-2380, not \"" + ports + "\"");
            }
        });
    }

    private static Severity severity(YamlValue value) {
        return value.oneOf(Severity::find, "one of " + String.join(", ", ThresholdsDraft.SEVERITIES));
    }
}
