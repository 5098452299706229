package io.portgrade.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.Model;
import org.drools.model.Rule;

/** The rule base of all rules and, once a rule has broken, those of some; each is built when it is first asked for. */
final class RuleBases {

    private final List<Model> models;
    private final ClassLoader facts;
    private final Set<String> ids;
    private final RuleBase all;
    private final Map<Set<String>, RuleBase> some = new ConcurrentHashMap<>();

    /**
     * @param facts the loader that finds the facts
     * @param reuse whether sessions of all rules may serve one evaluation after the other
     */
    RuleBases(Collection<Model> models, ClassLoader facts, boolean reuse) {
        this.models = List.copyOf(models);
        this.facts = facts;
        this.ids = models.stream().flatMap(RuleBases::ids).collect(Collectors.toCollection(TreeSet::new));
        this.all = new RuleBase(models, facts, reuse);
    }

    /** The ids of all rules, sorted. */
    Set<String> ids() {
        return ids;
    }

    RuleBase all() {
        return all;
    }

    RuleBase without(Set<String> left) {
        Set<String> rest = new HashSet<>(ids);
        rest.removeAll(left);
        return only(rest);
    }

    RuleBase only(Set<String> chosen) {
        return some.computeIfAbsent(
                Set.copyOf(chosen),
                wanted -> new RuleBase(
                        models.stream()
                                .filter(model -> ids(model).allMatch(wanted::contains))
                                .toList(),
                        facts,
                        false));
    }

    private static Stream<String> ids(Model model) {
        return model.getRules().stream().map(Rule::getName);
    }
}
