package io.portgrade.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a host, one value a key, and the keys that the submitter was not allowed to read. */
public final class Settings {

    private static final Settings NONE = new Settings(Map.of(), Map.of(), Map.of());

    private final Map<String, Setting> byKey;
    private final Map<String, List<Setting>> overridden;
    private final Map<String, SourceLocation> denied;

    private Settings(
            Map<String, Setting> byKey, Map<String, List<Setting>> overridden, Map<String, SourceLocation> denied) {
        this.byKey = byKey;
        this.overridden = overridden;
        this.denied = denied;
    }

    public static Settings none() {
        return NONE;
    }

    /**
     * @param settings in the order in which they are made; the last one of a key wins
     * @param denied keys for which the system answered "permission denied", and where it said so
     */
    public static Settings of(Collection<Setting> settings, Map<String, SourceLocation> denied) {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        Map<String, List<Setting>> overridden = new HashMap<>();
        settings.forEach(setting -> {
            Setting earlier = byKey.remove(setting.key());
            if (earlier != null) {
                overridden
                        .computeIfAbsent(setting.key(), key -> new ArrayList<>())
                        .add(earlier);
            }
            byKey.put(setting.key(), setting);
        });
        return new Settings(byKey, overridden, Map.copyOf(denied));
    }

    public Optional<Setting> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Every place where a key is set, the one that counts last. */
    public List<Setting> everywhere(String key) {
        List<Setting> all = new ArrayList<>(overridden.getOrDefault(key, List.of()));
        find(key).ifPresent(all::add);
        return all;
    }

    /** What the running kernel has, whatever files or the request say of it; empty when that was not sent. */
    public Optional<Setting> running(String key) {
        return everywhere(key).stream()
                .filter(setting -> setting.origin() == Origin.RUNNING)
                .reduce((earlier, later) -> later);
    }

    /** Whether two settings are both in files, from which the host makes the first of them after the other. */
    public boolean isLoadedAfter(Setting setting, Setting other) {
        List<Setting> order = List.copyOf(byKey.values());
        return setting.origin().isFile() && other.origin().isFile() && order.indexOf(setting) > order.indexOf(other);
    }

    public boolean isDenied(String key) {
        return denied.containsKey(key) && !byKey.containsKey(key);
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    public Collection<Setting> all() {
        return Collections.unmodifiableCollection(byKey.values());
    }

    /** These settings with some keys given other values and some taken away, as a remediation does. */
    public Settings changed(Map<String, String> values, Collection<String> removed) {
        Map<String, Setting> changed = new LinkedHashMap<>(byKey);
        values.forEach((key, value) ->
                changed.put(key, new Setting(key, value, SourceLocation.in("settings"), Origin.OVERRIDE)));
        Map<String, List<Setting>> stillOverridden = new HashMap<>(overridden);
        removed.forEach(changed::remove);
        removed.forEach(stillOverridden::remove);
        return new Settings(changed, stillOverridden, denied);
    }
}
