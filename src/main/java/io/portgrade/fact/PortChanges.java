package io.portgrade.fact;

import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Listener;
import io.portgrade.snapshot.SettingKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes of settings that can help a host which is short of ports: reuse, the ports that {@link PortRemedy} has found, both. */
record PortChanges(HostSnapshot snapshot, PortSupply supply, Facts.Builder facts) {

    /** The smallest first. */
    List<PortChange> all() {
        List<PortChange> changes = new ArrayList<>();
        Optional<PortChange> reuse = reuse();
        Optional<PortChange> ports = ports();
        reuse.ifPresent(changes::add);
        ports.ifPresent(changes::add);
        if (reuse.isPresent() && ports.isPresent()) {
            changes.add(both(reuse.get(), ports.get()));
        }
        table().ifPresent(table -> {
            for (PortChange change : List.copyOf(changes)) {
                changes.add(both(change, table));
            }
            changes.add(0, table);
        });
        return changes;
    }

    /** The second has the last word. */
    private static PortChange both(PortChange first, PortChange second) {
        Map<String, String> settings = new HashMap<>(first.settings());
        settings.putAll(second.settings());
        return new PortChange(settings, second.movesPorts() ? second.usablePorts() : first.usablePorts());
    }

    /** A larger connection tracking table, where a rule asks for one. */
    private Optional<PortChange> table() {
        return facts.find(ConntrackTable.class)
                .filter(ConntrackTable::isTooSmall)
                .map(table -> table.fix().settings())
                .filter(settings -> !settings.isEmpty())
                .map(settings -> new PortChange(settings, supply.usablePorts()));
    }

    /** None where reuse is on, is not to be had, or waits for a value that the kernel knows. */
    Optional<PortChange> reuse() {
        Optional<ReuseRemedy> remedy = facts.find(ReuseRemedy.class);
        boolean off = supply.reuse() == TimeWaitReuse.NEVER || supply.reuse() == TimeWaitReuse.LOOPBACK_ONLY;
        if (!off || remedy.isEmpty() || !remedy.get().invalid().isEmpty()) {
            return Optional.empty();
        }
        if (facts.find(TimestampsSetting.class)
                .filter(timestamps -> !timestamps.isOff())
                .isPresent()) {
            return Optional.of(new PortChange(Map.of(SettingKeys.TW_REUSE, "1"), supply.usablePorts()));
        }
        return remedy.filter(ReuseRemedy::allowed)
                .map(allowed -> new PortChange(
                        Map.of(SettingKeys.TW_REUSE, "1", SettingKeys.TIMESTAMPS, "1"), supply.usablePorts()));
    }

    /** Ports are counted as if every listener could still be in the range. */
    private Optional<PortChange> ports() {
        int listeners = snapshot.sockets() == null
                ? 0
                : (int) snapshot.sockets().listeners().stream()
                        .map(Listener::port)
                        .distinct()
                        .count();
        return facts.find(PortRemedy.class)
                .filter(remedy -> remedy.sufficient() && !remedy.settings().isEmpty())
                .map(remedy -> new PortChange(remedy.settings(), Math.max(0, remedy.assignable() - listeners)));
    }
}
