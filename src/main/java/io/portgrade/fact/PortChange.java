package io.portgrade.fact;

import io.portgrade.snapshot.SettingKeys;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings that would give connections more ports, or ports sooner.
 *
 * @param settings the value that each is to have
 * @param usablePorts ports that are usable afterwards, at least
 */
record PortChange(Map<String, String> settings, int usablePorts) {

    PortChange {
        settings = Map.copyOf(settings);
    }

    boolean turnsReuseOn() {
        return settings.containsKey(SettingKeys.TW_REUSE);
    }

    /** Whether other ports are usable afterwards. */
    boolean movesPorts() {
        return settings.keySet().stream().anyMatch(key -> !key.startsWith("net.ipv4.tcp_"));
    }

    /** {@code Set net.ipv4.tcp_timestamps to 1 and net.ipv4.tcp_tw_reuse to 1}. */
    String sentence() {
        return new TreeMap<>(settings)
                .entrySet().stream()
                        .map(setting -> setting.getKey() + " to " + setting.getValue())
                        .collect(Collectors.joining(" and ", "Set ", ""));
    }
}
