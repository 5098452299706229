package io.portgrade.policy;

import io.portgrade.finding.Severity;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The thresholds of a policy while it is being put together. */
final class ThresholdsDraft {

    static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::id).toList();
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

    ThresholdsDraft() {}

    ThresholdsDraft(Thresholds thresholds) {
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
    }

    /** What a file says of thresholds. */
    void read(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(THRESHOLDS);
        YamlValue.find(entries, "usablePorts")
                .ifPresent(v -> usablePorts = bands(v, Bands.Side.BELOW, YamlValue::number));
        YamlValue.find(entries, "openFiles").ifPresent(v -> openFiles = bands(v, Bands.Side.BELOW, YamlValue::number));
        YamlValue.find(entries, "conntrackUtilisation")
                .ifPresent(v -> conntrackUtilisation = bands(v, Bands.Side.ABOVE, YamlValue::ratio));
        YamlValue.find(entries, "capacityUtilisation")
                .ifPresent(v -> capacityUtilisation = bands(v, Bands.Side.ABOVE, YamlValue::ratio));
        YamlValue.find(entries, "portsInUse").ifPresent(v -> portsInUse = bands(v, Bands.Side.FROM, YamlValue::share));
        YamlValue.find(entries, "timeWait").ifPresent(v -> timeWait = timeWait(v));
        YamlValue.find(entries, "reservedShare").ifPresent(v -> reservedShare = v.share());
        YamlValue.find(entries, "reuseNeededAbove").ifPresent(v -> reuseNeededAbove = v.ratio());
        YamlValue.find(entries, "criticalPortLoss").ifPresent(v -> criticalPortLoss = v.share());
        YamlValue.find(entries, "widestService").ifPresent(v -> widestService = v.number());
        YamlValue.find(entries, "pools").ifPresent(v -> pools = PoolThresholds.read(v, pools));
        YamlValue.find(entries, "finTimeout").ifPresent(this::finTimeout);
    }

    private void finTimeout(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("min", "max"));
        YamlValue.find(entries, "min").ifPresent(v -> minFinTimeout = v.duration());
        YamlValue.find(entries, "max").ifPresent(v -> maxFinTimeout = v.duration());
        if (minFinTimeout != null && maxFinTimeout != null && minFinTimeout.compareTo(maxFinTimeout) > 0) {
            throw value.wrong("thresholds out of order: min is above max");
        }
    }

    private static TimeWaitLimits timeWait(YamlValue value) {
        Map<String, YamlValue> entries = value.entries(List.of("ofConnections", "ofPorts"));
        return new TimeWaitLimits(
                value.required(entries, "ofConnections").share(),
                value.required(entries, "ofPorts").share());
    }

    /** @throws PolicyException when one is not stated anywhere */
    Thresholds complete(YamlValue root) {
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

    private static Bands bands(YamlValue value, Bands.Side side, ToDoubleFunction<YamlValue> reader) {
        Map<Severity, Double> limits = new EnumMap<>(Severity.class);
        value.entries(SEVERITIES)
                .forEach((id, limit) -> limits.put(Severity.find(id).orElseThrow(), reader.applyAsDouble(limit)));
        try {
            return new Bands(side, limits);
        } catch (IllegalArgumentException e) {
            throw value.wrong("" + e.getMessage());
        }
    }
}
