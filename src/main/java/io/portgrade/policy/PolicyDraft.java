package io.portgrade.policy;

import io.portgrade.finding.Severity;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
    private static final List<String> THRESHOLDS = List.of(
            "usablePorts",
            "reservedShare",
            "finTimeout",
            "conntrackUtilisation",
            "reuseNeededAbove",
            "openFiles",
            "criticalPortLoss",
            "capacityUtilisation",
            "portsInUse",
            "timeWait",
            "widestService",
            "pools");
    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::id).toList();

    private boolean outboundLoad;
    private boolean kubernetesNode;
    private @Nullable Bands usablePorts;
    private @Nullable Double reservedShare;
    private @Nullable Duration minFinTimeout;
    private @Nullable Duration maxFinTimeout;
    private @Nullable Bands conntrackUtilisation;
    private @Nullable Double reuseNeededAbove;
    private @Nullable Bands openFiles;
    private @Nullable Double criticalPortLoss;
    private @Nullable Bands capacityUtilisation;
    private @Nullable Bands portsInUse;
    private @Nullable TimeWaitLimits timeWait;
    private @Nullable Double widestService;
    private @Nullable PoolThresholds pools;
    private final SortedMap<PortRange, String> servicePorts = new TreeMap<>();
    private final Map<String, Severity> severities = new HashMap<>();
    private final SortedMap<String, String> disabled = new TreeMap<>();
    private final Set<Section> requires = EnumSet.noneOf(Section.class);

    PolicyDraft() {}

    PolicyDraft(Policy parent) {
        Thresholds thresholds = parent.thresholds();
        outboundLoad = parent.outboundLoad();
        kubernetesNode = parent.kubernetesNode();
        usablePorts = thresholds.usablePorts();
        reservedShare = thresholds.reservedShare();
        minFinTimeout = thresholds.minFinTimeout();
        maxFinTimeout = thresholds.maxFinTimeout();
        conntrackUtilisation = thresholds.conntrackUtilisation();
        reuseNeededAbove = thresholds.reuseNeededAbove();
        openFiles = thresholds.openFiles();
        criticalPortLoss = thresholds.criticalPortLoss();
        capacityUtilisation = thresholds.capacityUtilisation();
        portsInUse = thresholds.portsInUse();
        timeWait = thresholds.timeWait();
        widestService = (double) thresholds.widestService();
        pools = thresholds.pools();
        servicePorts.putAll(parent.servicePorts());
        severities.putAll(parent.severities());
        disabled.putAll(parent.disabled());
        requires.addAll(parent.requires());
    }

    /** @throws PolicyException for an unknown key, a value of the wrong kind, or thresholds out of order */
    Policy complete(YamlValue root) {
        Map<String, YamlValue> entries = root.entries(KEYS);
        ifPresent(entries, "outboundLoad").ifPresent(value -> outboundLoad = value.bool());
        ifPresent(entries, "kubernetesNode").ifPresent(value -> kubernetesNode = value.bool());
        ifPresent(entries, "thresholds").ifPresent(this::thresholds);
        ifPresent(entries, "servicePorts").ifPresent(this::servicePorts);
        ifPresent(entries, "severities")
                .ifPresent(
                        value -> value.entries().forEach((rule, severity) -> severities.put(rule, severity(severity))));
        ifPresent(entries, "disabled")
                .ifPresent(value -> value.entries().forEach((rule, reason) -> disabled.put(rule, reason.text())));
        ifPresent(entries, "requires")
                .ifPresent(value -> value.items()
                        .forEach(item -> requires.add(item.oneOf(Section::find, "a section such as pools"))));
        return new Policy(
                required(root, entries, "name").text(),
                required(root, entries, "version").text(),
                required(root, entries, "summary").text(),
                outboundLoad,
                kubernetesNode,
                completeThresholds(root),
                servicePorts,
                severities,
                disabled,
                requires);
    }

    private void thresholds(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(THRESHOLDS);
        ifPresent(entries, "usablePorts").ifPresent(v -> usablePorts = bands(v, Bands.Side.BELOW));
        ifPresent(entries, "openFiles").ifPresent(v -> openFiles = bands(v, Bands.Side.BELOW));
        ifPresent(entries, "conntrackUtilisation").ifPresent(v -> conntrackUtilisation = bands(v, Bands.Side.ABOVE));
        ifPresent(entries, "capacityUtilisation").ifPresent(v -> capacityUtilisation = bands(v, Bands.Side.ABOVE));
        ifPresent(entries, "portsInUse").ifPresent(v -> portsInUse = bands(v, Bands.Side.FROM));
        ifPresent(entries, "timeWait").ifPresent(v -> timeWait = timeWait(v));
        ifPresent(entries, "reservedShare").ifPresent(v -> reservedShare = v.number());
        ifPresent(entries, "reuseNeededAbove").ifPresent(v -> reuseNeededAbove = v.number());
        ifPresent(entries, "criticalPortLoss").ifPresent(v -> criticalPortLoss = v.number());
        ifPresent(entries, "widestService").ifPresent(v -> widestService = v.number());
        ifPresent(entries, "pools").ifPresent(v -> pools = PoolThresholds.read(v, pools));
        ifPresent(entries, "finTimeout").ifPresent(this::finTimeout);
    }

    private void finTimeout(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("min", "max"));
        ifPresent(entries, "min").ifPresent(v -> minFinTimeout = v.duration());
        ifPresent(entries, "max").ifPresent(v -> maxFinTimeout = v.duration());
        if (minFinTimeout != null && maxFinTimeout != null && minFinTimeout.compareTo(maxFinTimeout) > 0) {
            throw value.wrong("thresholds out of order: min is above max");
        }
    }

    private static TimeWaitLimits timeWait(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("ofConnections", "ofPorts"));
        return new TimeWaitLimits(
                required(value, entries, "ofConnections").number(),
                required(value, entries, "ofPorts").number());
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

    private Thresholds completeThresholds(YamlValue root) {
        if (usablePorts == null
                || reservedShare == null
                || minFinTimeout == null
                || maxFinTimeout == null
                || conntrackUtilisation == null
                || reuseNeededAbove == null
                || openFiles == null
                || criticalPortLoss == null
                || capacityUtilisation == null
                || portsInUse == null
                || timeWait == null
                || widestService == null
                || pools == null) {
            throw root.wrong("a policy that extends no other states all thresholds: " + String.join(", ", THRESHOLDS));
        }
        return new Thresholds(
                usablePorts,
                reservedShare,
                minFinTimeout,
                maxFinTimeout,
                conntrackUtilisation,
                reuseNeededAbove,
                openFiles,
                criticalPortLoss,
                capacityUtilisation,
                portsInUse,
                timeWait,
                widestService.intValue(),
                pools);
    }

    private static Bands bands(YamlValue value, Bands.Side side) {
        Map<Severity, Double> limits = new EnumMap<>(Severity.class);
        value.entries(SEVERITIES)
                .forEach((id, limit) -> limits.put(Severity.find(id).orElseThrow(), limit.number()));
        try {
            return new Bands(side, limits);
        } catch (IllegalArgumentException e) {
            throw value.wrong("" + e.getMessage());
        }
    }

    private static Severity severity(YamlValue value) {
        return value.oneOf(Severity::find, "one of " + String.join(", ", SEVERITIES));
    }

    private static Optional<YamlValue> ifPresent(Map<String, YamlValue> entries, String key) {
        return Optional.ofNullable(entries.get(key));
    }

    private static YamlValue required(YamlValue root, Map<String, YamlValue> entries, String key) {
        return ifPresent(entries, key).orElseThrow(() -> root.wrong("\"" + key + "\" is missing"));
    }
}
