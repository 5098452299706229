package io.portgrade.fact;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import io.portgrade.snapshot.SettingKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The smallest changes that bring the demand towards one destination to where the policy finds no fault, each tried on the
 * model that found it too high. Settings come first: reuse, the ports that {@link PortRemedy} has found, then both.
 */
record CapacityRemedy(HostSnapshot snapshot, PortSupply supply, Kind kind, Bands bands, Facts.Builder facts) {

    Remediation fix(DestinationCapacity capacity) {
        List<String> others = new PoolAlternatives(snapshot.pools(), supply, kind, bands).find(capacity);
        for (Map<String, String> settings : changes()) {
            double used = kind.utilisation(after(settings, capacity));
            if (!bands.reachedBy(used)) {
                return Remediation.set(sentence(settings, used, capacity) + otherwise("Or ", others), settings);
            }
        }
        return Remediation.advise("No setting brings it to " + CapacityUse.percent(bands.mildestLimit()) + " or below: "
                + why(capacity) + "." + otherwise("Instead ", others));
    }

    /** Sets of settings to try, the smallest first. */
    private List<Map<String, String>> changes() {
        Map<String, String> reuse = reuse();
        Map<String, String> ports = facts.find(PortRemedy.class)
                .filter(PortRemedy::sufficient)
                .map(PortRemedy::settings)
                .orElse(Map.of());
        Map<String, String> both = new TreeMap<>(reuse);
        both.putAll(ports);
        List<Map<String, String>> changes = new ArrayList<>(List.of(reuse, ports, both));
        changes.removeIf(Map::isEmpty);
        return changes;
    }

    /** Nothing where reuse is on, is not to be had, or waits for a value that the kernel knows. */
    private Map<String, String> reuse() {
        Optional<ReuseRemedy> remedy = facts.find(ReuseRemedy.class);
        boolean off = supply.reuse() == TimeWaitReuse.NEVER || supply.reuse() == TimeWaitReuse.LOOPBACK_ONLY;
        if (!off || remedy.isEmpty() || !remedy.get().invalid().isEmpty()) {
            return Map.of();
        }
        if (facts.find(TimestampsSetting.class)
                .filter(timestamps -> !timestamps.isOff())
                .isPresent()) {
            return Map.of(SettingKeys.TW_REUSE, "1");
        }
        return remedy.get().allowed() ? Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "1") : Map.of();
    }

    private DestinationCapacity after(Map<String, String> settings, DestinationCapacity capacity) {
        boolean reuses = settings.containsKey(SettingKeys.TW_REUSE);
        boolean moves = settings.keySet().stream().anyMatch(key -> !key.startsWith("net.ipv4.tcp_"));
        PortSupply changed = new PortSupply(
                moves ? usableAfterwards() : supply.usablePorts(),
                supply.timeWait(),
                reuses ? TimeWaitReuse.ALWAYS : supply.reuse(),
                supply.reuseDelay(),
                supply.conntrackEntries(),
                supply.openFiles());
        return PoolAlternatives.same(capacity, CapacityModel.of(changed, snapshot.pools()));
    }

    /** As if every listener could still be in the range. */
    private int usableAfterwards() {
        long listeners = snapshot.sockets() == null
                ? 0
                : snapshot.sockets().listeners().stream()
                        .map(listener -> listener.port())
                        .distinct()
                        .count();
        int assignable =
                facts.find(PortRemedy.class).map(PortRemedy::assignable).orElse(0);
        return Math.max(0, assignable - (int) listeners);
    }

    private String sentence(Map<String, String> settings, double used, DestinationCapacity capacity) {
        StringBuilder text = new StringBuilder("Set ");
        List<String> parts = new ArrayList<>();
        new TreeMap<>(settings).forEach((key, value) -> parts.add(key + " to " + value));
        text.append(String.join(" and ", parts)).append(", which leaves ").append(CapacityUse.percent(used));
        if (settings.containsKey(SettingKeys.TW_REUSE) && !isPeerKnown(capacity)) {
            text.append(" if the destination has TCP timestamps on");
        }
        return text.append('.').toString();
    }

    private boolean isPeerKnown(DestinationCapacity capacity) {
        return pools(capacity).stream()
                .allMatch(pool -> pool.destination().isLoopback() || Boolean.TRUE.equals(pool.peerTimestamps()));
    }

    private String why(DestinationCapacity capacity) {
        List<Pool> pools = pools(capacity);
        if (kind == Kind.CONCURRENCY) {
            return "each open connection has a port to itself";
        }
        if (pools.stream().anyMatch(pool -> Boolean.FALSE.equals(pool.peerTimestamps()))) {
            return "the destination has TCP timestamps off, without which no TIME_WAIT port is reused";
        }
        if (pools.stream().anyMatch(Pool::bindsFirst)) {
            return "the source address is bound before connecting, without which reuse would help";
        }
        return "it is limited by " + capacity.bindingConstraint();
    }

    private List<Pool> pools(DestinationCapacity capacity) {
        return snapshot.pools().stream()
                .filter(pool -> CapacityFacts.isFor(capacity, pool))
                .toList();
    }

    private static String otherwise(String word, List<String> others) {
        return others.isEmpty() ? "" : " " + word + String.join("; or ", others) + ".";
    }
}
