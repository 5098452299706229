package io.portgrade.report;

import static io.portgrade.snapshot.SettingKeys.BSD_PORTRANGE_FIRST;
import static io.portgrade.snapshot.SettingKeys.BSD_PORTRANGE_LAST;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_NUM;
import static io.portgrade.snapshot.SettingKeys.WINDOWS_DYNAMIC_PORT_START;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One change of a host's settings: a value for one key, a line to take out, or the two ends of a port range where the
 * system keeps them under a key each.
 *
 * @param settings key to value; empty when a line is taken out
 * @param removed likewise the other way round
 */
public record SettingChange(SortedMap<String, String> settings, List<String> removed)
        implements Comparable<SettingChange> {

    private static final Set<String> ENDS_OF_RANGE =
            Set.of(BSD_PORTRANGE_FIRST, BSD_PORTRANGE_LAST, WINDOWS_DYNAMIC_PORT_START, WINDOWS_DYNAMIC_PORT_NUM);
    private static final Comparator<SettingChange> SAFEST_FIRST = Comparator.comparing(SettingChange::risk)
            .thenComparing(change -> change.settings.toString())
            .thenComparing(change -> change.removed.toString());

    public SettingChange {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        removed = List.copyOf(removed);
        if (settings.isEmpty() == removed.isEmpty()) {
            throw new IllegalArgumentException("a change sets or removes, one of the two");
        }
    }

    public static SettingChange set(String key, String value) {
        return new SettingChange(new TreeMap<>(Map.of(key, value)), List.of());
    }

    public static SettingChange remove(String key) {
        return new SettingChange(new TreeMap<>(), List.of(key));
    }

    /** The changes that make up these assignments. */
    public static List<SettingChange> each(Map<String, String> settings, List<String> removed) {
        List<SettingChange> changes = new ArrayList<>();
        SortedMap<String, String> range = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (isPartOfRange(key)) {
                range.put(key, value);
            } else {
                changes.add(set(key, value));
            }
        });
        if (!range.isEmpty()) {
            changes.add(new SettingChange(range, List.of()));
        }
        removed.forEach(key -> changes.add(remove(key)));
        return changes;
    }

    static boolean isPartOfRange(String key) {
        return ENDS_OF_RANGE.contains(key);
    }

    public ChangeRisk risk() {
        return settings.entrySet().stream()
                .map(setting -> ChangeRisk.of(setting.getKey(), setting.getValue()))
                .max(Comparator.naturalOrder())
                .orElse(ChangeRisk.NOTHING_RUNNING);
    }

    /** Whether both are about the same setting, so that only one of them can be made. */
    public boolean excludes(SettingChange other) {
        return !Collections.disjoint(keys(), other.keys());
    }

    /** Of what is set or removed. */
    public Set<String> keys() {
        return settings.isEmpty() ? Set.copyOf(removed) : settings.keySet();
    }

    @Override
    public int compareTo(SettingChange other) {
        return SAFEST_FIRST.compare(this, other);
    }
}
