package io.portgrade.fact;

import io.portgrade.snapshot.SettingKeys;
import java.util.Map;
import java.util.Optional;
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
        return settings.keySet().stream().anyMatch(key -> !key.startsWith("net.ipv4.tcp_") && !isConntrack(key));
    }

    /** Entries that the connection tracking table can hold afterwards, when that changes. */
    Optional<Long> conntrackEntries() {
        return settings.entrySet().stream()
                .filter(setting -> isConntrack(setting.getKey()))
                .map(setting -> Long.valueOf(setting.getValue()))
                .findFirst();
    }

    private static boolean isConntrack(String key) {
        return key.equals(SettingKeys.CONNTRACK_MAX) || key.equals(SettingKeys.CONNTRACK_MAX_ALIAS);
    }

    /** {@code net.ipv4.tcp_timestamps to 1 and net.ipv4.tcp_tw_reuse to 1}; buckets, which give no port, come last. */
    String assignments() {
        String buckets = settings.get(SettingKeys.MAX_TW_BUCKETS);
        return new TreeMap<>(settings)
                        .entrySet().stream()
                                .filter(setting -> !setting.getKey().equals(SettingKeys.MAX_TW_BUCKETS))
                                .map(setting -> setting.getKey() + " to " + PortList.inWords(setting.getValue()))
                                .collect(Collectors.joining(" and "))
                + (buckets == null
                        ? ""
                        : " (and, to keep as many TIME_WAITs, " + SettingKeys.MAX_TW_BUCKETS + " to " + buckets + ")");
    }
}
