package io.portgrade.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policies that a host can be held against, by name. */
public final class PolicyLibrary {

    private final SortedMap<String, Policy> byName;

    private PolicyLibrary(SortedMap<String, Policy> byName) {
        this.byName = byName;
    }

    /**
     * Reads policy files, which may extend each other in any order.
     *
     * @param ruleIds ids that {@code severities} and {@code disabled} may name
     * @throws PolicyException for the first file that cannot be used
     */
    public static PolicyLibrary load(List<PolicyFile> files, Collection<String> ruleIds) {
        return new PolicyLibrary(new Loading(files, Set.copyOf(ruleIds)).all());
    }

    public Optional<Policy> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Sorted by name. */
    public Collection<Policy> all() {
        return byName.values();
    }

    public Set<String> names() {
        return byName.keySet();
    }

    /** One run over all files; a policy is completed when it is first asked for. */
    private static final class Loading {

        private final Map<String, YamlValue> roots = new HashMap<>();
        private final Set<String> ruleIds;
        private final SortedMap<String, Policy> done = new TreeMap<>();
        private final Set<String> underway = new LinkedHashSet<>();

        Loading(List<PolicyFile> files, Set<String> ruleIds) {
            this.ruleIds = ruleIds;
            for (PolicyFile file : files) {
                YamlValue root = YamlValue.parse(file.path(), file.text());
                YamlValue name = root.entries().get("name");
                if (name == null) {
                    throw root.wrong("\"name\" is missing");
                }
                YamlValue other = roots.put(name.text(), root);
                if (other != null) {
                    throw name.wrong("policy \"" + name.text() + "\" is already in " + other.file());
                }
            }
        }

        SortedMap<String, Policy> all() {
            roots.forEach(this::policy);
            return done;
        }

        private Policy policy(String name, YamlValue root) {
            Policy policy = done.get(name);
            if (policy == null) {
                policy = complete(name, root);
                done.put(name, policy);
            }
            return policy;
        }

        private Policy complete(String name, YamlValue root) {
            if (!underway.add(name)) {
                throw root.wrong("policies extend each other in a circle: " + String.join(" → ", underway));
            }
            YamlValue parent = root.entries().get("extends");
            PolicyDraft draft = parent == null ? new PolicyDraft() : new PolicyDraft(extended(parent));
            refuseUnknownRules(root, "severities");
            refuseUnknownRules(root, "disabled");
            underway.remove(name);
            return draft.complete(root);
        }

        private Policy extended(YamlValue name) {
            YamlValue root = roots.get(name.text());
            if (root == null) {
                throw name.wrong("there is no policy \"" + name.text() + "\" to extend");
            }
            return policy(name.text(), root);
        }

        private void refuseUnknownRules(YamlValue root, String key) {
            YamlValue value = root.entries().get(key);
            if (value == null) {
                return;
            }
            value.entries().forEach((rule, setting) -> {
                if (!ruleIds.contains(rule)) {
                    throw setting.wrong("there is no rule \"" + rule + "\"");
                }
            });
        }
    }
}
