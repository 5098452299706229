package io.portgrade.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every rule that this service evaluates, by id. */
public final class RuleCatalogue {

    private final String version;
    private final SortedMap<String, RuleDescription> byId;

    /**
     * @param version of the shipped rule pack
     * @throws IllegalArgumentException when two rules have the same id
     */
    public RuleCatalogue(String version, Collection<RuleDescription> rules) {
        SortedMap<String, RuleDescription> sorted = new TreeMap<>();
        for (RuleDescription rule : rules) {
            if (sorted.put(rule.id(), rule) != null) {
                throw new IllegalArgumentException("two rules have the id " + rule.id());
            }
        }
        this.version = version;
        this.byId = Collections.unmodifiableSortedMap(sorted);
    }

    public String version() {
        return version;
    }

    /** Sorted by id. */
    public Collection<RuleDescription> rules() {
        return byId.values();
    }

    public Optional<RuleDescription> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** @throws java.util.NoSuchElementException when there is no such rule */
    public RuleDescription get(String id) {
        return find(id).orElseThrow();
    }

    /** Whether rules run here that did not come with the service. */
    public boolean hasOperatorRules() {
        return byId.values().stream().anyMatch(rule -> rule.origin() == RuleDescription.Origin.OPERATOR);
    }

    /** The topics of all rules, sorted. */
    public Set<String> topics() {
        Set<String> topics = new LinkedHashSet<>();
        byId.values().forEach(rule -> topics.add(rule.topic()));
        return topics;
    }

    /** The settings that rules read one by one, sorted. */
    public List<String> namedSettings() {
        return byId.values().stream()
                .flatMap(rule -> rule.settings().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
