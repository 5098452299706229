package io.portgrade.engine;

import io.portgrade.fact.Facts;
import io.portgrade.policy.Policy;
import io.portgrade.rule.RuleEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.model.Model;

/**
 * Rules run by Drools: a session of its own for each evaluation, with a bound on firings. A rule that breaks
 * is named and left out, and the others are evaluated without it.
 */
public final class DroolsRuleEngine implements RuleEngine {

    private final RuleBases bases;
    private final FailureSearch failures;

    /**
     * @param models the shipped rules and an operator's; a model holds one rule
     * @param facts the loader that finds the facts
     * @param reuse whether a session may serve one evaluation after the other, which is known to be safe for the shipped
     *     rules; an operator's may hold a part of DRL that keeps something
     */
    DroolsRuleEngine(Collection<Model> models, ClassLoader facts, boolean reuse) {
        this.bases = new RuleBases(models, facts, reuse);
        this.failures = new FailureSearch(bases);
    }

    /** What the loaded rules say about themselves, sorted by id. */
    List<RuleDefinition> definitions() {
        return RuleDefinition.of(bases.all().kieBase());
    }

    @Override
    public Evaluation evaluate(Policy policy, Facts assembled) {
        List<Object> input = new ArrayList<>(assembled.values().size() + 1);
        input.addAll(assembled.values());
        input.add(policy);
        RuleBase.Outcome outcome = bases.all().fire(input);
        return outcome.isSound() ? new Evaluation(outcome.findings(), List.of()) : evaluateSound(input, outcome);
    }

    /** Evaluates again without the rules that break over these facts; slow the first time that a set of rules does. */
    private Evaluation evaluateSound(List<Object> input, RuleBase.Outcome first) {
        List<Failure> broken = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        RuleBase.Outcome outcome = first;
        while (!outcome.isSound()) {
            List<Failure> found = failures.find(input, outcome, ids);
            if (found.isEmpty()) {
                throw new IllegalStateException("no rule is at fault", outcome.thrown());
            }
            broken.addAll(found);
            found.forEach(failure -> ids.add(failure.rule()));
            outcome = bases.without(ids).fire(input);
        }
        return new Evaluation(outcome.findings(), broken);
    }
}
