package io.portgrade.engine;

import io.portgrade.rule.RuleEngine.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.ConsequenceException;

/** Finds the rule that is at fault, by running it again; slow, and only after a failure. */
final class FailureSearch {

    /** A rule with this share of all firings is one that may keep them going, or be carried along by one that does. */
    private static final double SHARE_OF_AN_ENDLESS_RULE = 0.1;

    private static final System.Logger LOG = System.getLogger(FailureSearch.class.getName());

    private final RuleBases bases;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    FailureSearch(RuleBases bases) {
        this.bases = bases;
    }

    /**
     * The rules that break over these facts, sorted by id.
     *
     * @param outcome what came of firing all rules but those known
     * @param known rules that are known to break; none of them is found again
     */
    List<Failure> find(Collection<?> input, RuleBase.Outcome outcome, Set<String> known) {
        Throwable thrown = outcome.thrown();
        if (thrown != null) {
            SortedMap<String, Throwable> throwing = throwing(input, thrown, known);
            throwing.forEach(this::log);
            return failures(throwing.keySet(), "it threw an error, which the service's log has");
        }
        return outcome.endless()
                ? failures(endless(input, known), "stopped after " + RuleBase.MAX_FIRINGS + " firings")
                : outcome.misfits().entrySet().stream()
                        .map(misfit -> new Failure(misfit.getKey(), misfit.getValue()))
                        .toList();
    }

    /** Once a rule: the rules that are known to break are left out from then on. */
    private void log(String rule, Throwable thrown) {
        if (logged.add(rule)) {
            LOG.log(System.Logger.Level.WARNING, "rule " + rule + " threw " + root(thrown), thrown);
        }
    }

    private static List<Failure> failures(Collection<String> rules, String message) {
        return rules.stream().sorted().map(rule -> new Failure(rule, message)).toList();
    }

    /** What each threw: the rule whose consequence did, or those that throw alone, or the one without which none throws. */
    private SortedMap<String, Throwable> throwing(Collection<?> input, Throwable thrown, Set<String> known) {
        SortedMap<String, Throwable> throwing = new TreeMap<>();
        if (thrown instanceof ConsequenceException consequence) {
            throwing.put(consequence.getMatch().getRule().getName(), thrown);
            return throwing;
        }
        List<String> left = left(known);
        for (String rule : left) {
            Throwable alone = bases.only(Set.of(rule)).fire(input).thrown();
            if (alone != null) {
                throwing.put(rule, alone);
            }
        }
        if (throwing.isEmpty()) {
            oneToLeaveOut(left, known, base -> base.fire(input).thrown() == null)
                    .map(List::of)
                    .orElse(left)
                    .forEach(rule -> throwing.put(rule, thrown));
        }
        return throwing;
    }

    /** The one rule without which the firings end, or those that never end alone, or all that fire so often. */
    private List<String> endless(Collection<?> input, Set<String> known) {
        List<String> often = often(input, known);
        Optional<String> one =
                oneToLeaveOut(often, known, base -> !base.fire(input).endless());
        if (one.isPresent()) {
            return List.of(one.get());
        }
        List<String> alone = often.stream()
                .filter(rule -> bases.only(Set.of(rule)).fire(input).endless())
                .toList();
        return alone.isEmpty() ? often : alone;
    }

    private Optional<String> oneToLeaveOut(List<String> candidates, Set<String> known, Predicate<RuleBase> sound) {
        return candidates.stream()
                .filter(rule -> sound.test(bases.without(with(known, rule))))
                .findFirst();
    }

    /** Rules that fire very often, the most often first. */
    private List<String> often(Collection<?> input, Set<String> known) {
        Firings firings = new Firings();
        KieSession session = bases.without(known).newSession();
        try {
            session.addEventListener(firings);
            input.forEach(session::insert);
            session.fireAllRules(RuleBase.MAX_FIRINGS);
        } finally {
            session.dispose();
        }
        return firings.above((int) (RuleBase.MAX_FIRINGS * SHARE_OF_AN_ENDLESS_RULE));
    }

    private List<String> left(Set<String> known) {
        List<String> left = new ArrayList<>(bases.ids());
        left.removeAll(known);
        return left;
    }

    private static Set<String> with(Set<String> known, String rule) {
        Set<String> all = new HashSet<>(known);
        all.add(rule);
        return all;
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
                    .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
