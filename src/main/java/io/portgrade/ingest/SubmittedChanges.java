package io.portgrade.ingest;

import io.portgrade.ingest.AuditRequest.SubmittedFirewall;
import io.portgrade.ingest.pools.SubmittedPool;
import io.portgrade.ingest.settings.SettingName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated host has otherwise, as it stands in the request's JSON.
 *
 * @param settings values by key; null for a key that is to be taken as not submitted, in whatever section it stands
 * @param firewall documents in place of those with the same paths; when a path was not submitted, in place of all
 * @param pools in place of those of the same names; the others stay, a name that was not submitted is added
 */
public record SubmittedChanges(
        Map<String, @Nullable String> settings,
        List<@Nullable SubmittedFirewall> firewall,
        List<@Nullable SubmittedPool> pools) {

    // JSON without the field passes null for a collection.
    @SuppressWarnings({"ConstantValue", "NullAway"})
    public SubmittedChanges {
        settings = settings == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        firewall = firewall == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(firewall));
        pools = pools == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(pools));
    }

    /** Not called as a getter is: what makes the contract would take it for a field of the request. */
    boolean changeNothing() {
        return settings.isEmpty() && firewall.isEmpty() && pools.isEmpty();
    }

    /** The keys that the host is to be without, in their dotted form. */
    List<String> removed() {
        return settings.entrySet().stream()
                .filter(setting -> setting.getValue() == null)
                .map(setting -> SettingName.dotted(setting.getKey().strip()))
                .toList();
    }

    /** Keys that another one before them means as well, in the other way of writing it. */
    List<String> repeated() {
        Set<String> dotted = new HashSet<>();
        return settings.keySet().stream()
                .filter(key -> !dotted.add(SettingName.dotted(key.strip())))
                .toList();
    }

    AuditRequest appliedTo(AuditRequest request) {
        return new AuditRequest(
                request.host(),
                request.sysctl(),
                request.files(),
                changedSettings(request.settings()),
                changedFirewall(request.firewall()),
                replaced(request.pools(), pools, SubmittedPool::name),
                request.sockets(),
                request.limits(),
                request.baseline());
    }

    private Map<String, @Nullable String> changedSettings(Map<String, @Nullable String> submitted) {
        Map<String, @Nullable String> changed = new LinkedHashMap<>(submitted);
        changed.putAll(settings);
        changed.values().removeIf(Objects::isNull);
        return changed;
    }

    private List<@Nullable SubmittedFirewall> changedFirewall(List<@Nullable SubmittedFirewall> submitted) {
        Set<@Nullable String> paths = names(submitted, SubmittedFirewall::path);
        boolean replaceable = firewall.stream()
                .allMatch(document -> document == null || (document.path() != null && paths.contains(document.path())));
        return replaceable ? replaced(submitted, firewall, SubmittedFirewall::path) : firewall;
    }

    /** The submitted ones, those that have a namesake among the changed ones left out, and then the changed ones. */
    private static <T> List<@Nullable T> replaced(
            List<@Nullable T> submitted, List<@Nullable T> changed, Function<T, @Nullable String> name) {
        Set<@Nullable String> names = names(changed, name);
        List<@Nullable T> all = new ArrayList<>();
        for (T one : submitted) {
            if (one == null || name.apply(one) == null || !names.contains(name.apply(one))) {
                all.add(one);
            }
        }
        changed.stream().filter(Objects::nonNull).forEach(all::add);
        return all;
    }

    private static <T> Set<@Nullable String> names(List<@Nullable T> all, Function<T, @Nullable String> name) {
        Set<@Nullable String> names = new HashSet<>();
        for (T one : all) {
            if (one != null) {
                names.add(name.apply(one));
            }
        }
        return names;
    }
}
