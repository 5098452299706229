package io.portgrade.engine;

import io.portgrade.fact.Facts;
import io.portgrade.policy.Policy;
import io.portgrade.rule.RuleEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.drools.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Rules run by Drools: a session of its own for each evaluation, with a bound on firings. The shipped rules are evaluated
 * apart from an operator's, so that nothing which those do can change what these find.
 */
public final class DroolsRuleEngine implements RuleEngine {

    private final RuleSet shipped;
    private final @Nullable RuleSet own;

    /**
     * @param shipped the shipped rules, whose sessions are known to be safe to use again
     * @param own an operator's, which may hold a part of DRL that keeps something; a model holds one rule
     * @param facts the loader that finds the facts
     */
    DroolsRuleEngine(Collection<Model> shipped, Collection<Model> own, ClassLoader facts) {
        this.shipped = new RuleSet(shipped, facts, true);
        this.own = own.isEmpty() ? null : new RuleSet(own, facts, false);
    }

    /** What the loaded rules say about themselves, sorted by id. */
    List<RuleDefinition> definitions() {
        List<RuleDefinition> definitions = own == null ? List.of() : own.definitions();
        return joined(shipped.definitions(), definitions).stream()
                .sorted(Comparator.comparing(RuleDefinition::id))
                .toList();
    }

    @Override
    public Evaluation evaluate(Policy policy, Facts assembled) {
        List<Object> input = new ArrayList<>(assembled.values().size() + 1);
        input.addAll(assembled.values());
        input.add(policy);
        Evaluation evaluation = shipped.evaluate(input);
        if (own == null) {
            return evaluation;
        }
        input.addAll(evaluation.findings());
        return both(evaluation, own.evaluate(input));
    }

    private static Evaluation both(Evaluation first, Evaluation second) {
        return new Evaluation(joined(first.findings(), second.findings()), joined(first.failures(), second.failures()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
