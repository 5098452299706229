package io.portgrade.engine;

import io.portgrade.rule.RuleEngine.Failure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;

/** Finds the rule that is at fault, by running it again; slow, and only after a failure. */
final class FailureSearch {

    /** A rule with this share of all firings is one that keeps them going. */
    private static final double SHARE_OF_AN_ENDLESS_RULE = 0.1;

    private final RuleBase all;
    private final List<Model> models;
    private final ClassLoader facts;

    FailureSearch(RuleBase all, Collection<Model> models, ClassLoader facts) {
        this.all = all;
        this.models = List.copyOf(models);
        this.facts = facts;
    }

    /** The rules that break over these facts, sorted by id, those known already left out. */
    List<Failure> find(Collection<?> input, RuleBase.Outcome outcome, Set<String> known) {
        RuntimeException thrown = outcome.thrown();
        List<String> rules = thrown == null ? endless(input) : throwing(input, thrown);
        String message = thrown == null
                ? "stopped after " + RuleBase.MAX_FIRINGS + " firings"
                : "threw " + root(thrown).getClass().getSimpleName();
        return rules.stream()
                .filter(rule -> !known.contains(rule))
                .map(rule -> new Failure(rule, message))
                .toList();
    }

    /** The rule whose consequence threw, or those that throw alone. */
    private List<String> throwing(Collection<?> input, RuntimeException thrown) {
        if (thrown instanceof ConsequenceException consequence) {
            return List.of(consequence.getMatch().getRule().getName());
        }
        return models.stream()
                .filter(model -> new RuleBase(List.of(model), facts).fire(input).thrown() != null)
                .flatMap(model -> model.getRules().stream())
                .map(Rule::getName)
                .sorted()
                .toList();
    }

    private List<String> endless(Collection<?> input) {
        Firings firings = new Firings();
        KieSession session = all.newSession();
        try {
            session.addEventListener(firings);
            input.forEach(session::insert);
            session.fireAllRules(RuleBase.MAX_FIRINGS);
        } finally {
            session.dispose();
        }
        return firings.above((int) (RuleBase.MAX_FIRINGS * SHARE_OF_AN_ENDLESS_RULE));
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static final class Firings extends DefaultAgendaEventListener {

        private final Map<String, Integer> counts = new TreeMap<>();

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            counts.merge(event.getMatch().getRule().getName(), 1, Integer::sum);
        }

        List<String> above(int least) {
            return counts.entrySet().stream()
                    .filter(count -> count.getValue() >= least)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
