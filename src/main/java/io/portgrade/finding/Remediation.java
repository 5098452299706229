package io.portgrade.finding;

import io.portgrade.firewall.remedy.FirewallEdit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What makes a finding go away, independent of how it is applied.
 *
 * @param summary one sentence, what to change and to what
 * @param settings the value that each setting is to have, sorted by key; empty when no setting can help
 * @param removed settings to take out of the configuration, sorted
 * @param firewall what to add to the firewalls that were submitted, in this order; no setting can do that
 */
public record Remediation(
        String summary, SortedMap<String, String> settings, List<String> removed, List<FirewallEdit> firewall) {

    public Remediation {
        Objects.requireNonNull(summary, "a remediation needs a summary");
        settings.forEach((key, value) -> Objects.requireNonNull(value, "a setting needs a value"));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        List<String> sorted = new ArrayList<>(removed);
        Collections.sort(sorted);
        removed = List.copyOf(sorted);
        firewall = List.copyOf(firewall);
    }

    public static Remediation set(String summary, Map<String, String> settings) {
        return new Remediation(summary, new TreeMap<>(settings), List.of(), List.of());
    }

    public static Remediation set(String summary, String key, Object value) {
        return set(summary, Map.of(key, value.toString()));
    }

    public static Remediation remove(String summary, String key) {
        return new Remediation(summary, new TreeMap<>(), List.of(key), List.of());
    }

    /** Advice that no kernel setting expresses. */
    public static Remediation advise(String summary) {
        return new Remediation(summary, new TreeMap<>(), List.of(), List.of());
    }

    /** Additions to firewalls. */
    public static Remediation add(String summary, List<FirewallEdit> edits) {
        return new Remediation(summary, new TreeMap<>(), List.of(), edits);
    }

    /**
     * All that settings do in them, at once. Of two that name the same setting the first has the word: the shipped rules agree, but
     * an operator's may ask for another value.
     */
    public static Remediation merged(String summary, Collection<Remediation> parts) {
        SortedMap<String, String> settings = new TreeMap<>();
        Set<String> removed = new TreeSet<>();
        for (Remediation part : parts) {
            removed.addAll(part.removed);
            part.settings.forEach(settings::putIfAbsent);
        }
        return new Remediation(summary, settings, List.copyOf(removed), List.of());
    }

    /** This one and, after it, another, which has the last word on each setting. */
    public Remediation then(Remediation next) {
        SortedMap<String, String> both = new TreeMap<>(settings);
        next.removed.forEach(both::remove);
        both.putAll(next.settings);
        List<String> gone = Stream.concat(removed.stream(), next.removed.stream())
                .filter(key -> !next.settings.containsKey(key))
                .distinct()
                .toList();
        return new Remediation(summary, both, gone, List.of());
    }

    /** Whether changing kernel settings is enough. */
    public boolean isBySettings() {
        return !settings.isEmpty() || !removed.isEmpty();
    }
}
