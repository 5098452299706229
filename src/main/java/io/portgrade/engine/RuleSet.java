package io.portgrade.engine;

import io.portgrade.rule.RuleEngine.Evaluation;
import io.portgrade.rule.RuleEngine.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.drools.model.Model;

/** Rules that are evaluated together. One that breaks is named and left out, and the others are evaluated without it. */
final class RuleSet {

    private final RuleBases bases;
    private final FailureSearch failures;

    /**
     * @param models a model holds one rule
     * @param facts the loader that finds the facts
     * @param reuse whether a session may serve one evaluation after the other
     */
    RuleSet(Collection<Model> models, ClassLoader facts, boolean reuse) {
        this.bases = new RuleBases(models, facts, reuse);
        this.failures = new FailureSearch(bases);
    }

    List<RuleDefinition> definitions() {
        return RuleDefinition.of(bases.all().kieBase());
    }

    Evaluation evaluate(Collection<?> input) {
        RuleBase.Outcome outcome = bases.all().fire(input);
        return outcome.isSound() ? new Evaluation(outcome.findings(), List.of()) : evaluateSound(input, outcome);
    }

    /** Evaluates again without the rules that break over these facts; slow the first time that a set of rules does. */
    private Evaluation evaluateSound(Collection<?> input, RuleBase.Outcome first) {
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
