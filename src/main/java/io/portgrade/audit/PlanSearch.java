package io.portgrade.audit;

import io.portgrade.grade.Grade;
import io.portgrade.report.SettingChange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the smallest set of changes that reaches a grade, by trying all sets of no change, of one, of two and so on.
 * What any trial is offered joins the candidates, and the smaller sets with it are then tried, too: so a set that is
 * found has no smaller one, nor one of its size with less risk. Nothing is assumed of how rules depend on each other.
 */
final class PlanSearch {

    /** Changes that reveal others are few and in no circle; an operator's rules may be. */
    private static final int MOST_ROUNDS = 4;

    private final Trials trials;
    private final ChangeSet recommended;
    private final Grade target;
    private boolean complete = true;

    /** @param recommended by the report of the host, which is tried whatever the budget: no plan is to be worse */
    PlanSearch(Trials trials, ChangeSet recommended, Grade target) {
        this.trials = trials;
        this.recommended = recommended;
        this.target = target;
    }

    /**
     * What was found.
     *
     * @param best the smallest set that reaches the target; if none does, the one with the best mark
     * @param complete whether every set that could have been better was tried
     */
    record Result(Trial best, boolean complete) {}

    Result search() {
        if (trials.get(ChangeSet.NONE).reaches(target)) {
            return new Result(trials.get(ChangeSet.NONE), true);
        }
        trials.get(recommended);
        revealHidden();
        for (int size = 1; complete && size <= trials.offered().size(); size++) {
            tryAllUpTo(size);
            Optional<Trial> found = smallest(size);
            if (complete && found.isPresent()) {
                return new Result(found.get(), true);
            }
        }
        Trial best = smallest(Integer.MAX_VALUE).orElseGet(this::best);
        return new Result(best, complete);
    }

    /**
     * Applies all that is offered at once, and what that offers: what one value hides is a candidate from the start. The
     * first of these is tried whatever the budget, so that there is something to answer with.
     */
    private void revealHidden() {
        ChangeSet all = ChangeSet.NONE;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            ChangeSet more = all.withAll(trials.get(all).offered());
            if (more.size() == all.size() || round > 0 && trials.find(more).isEmpty()) {
                return;
            }
            all = more;
        }
    }

    private void tryAllUpTo(int size) {
        int candidates;
        do {
            candidates = trials.offered().size();
            extend(ChangeSet.NONE, List.copyOf(trials.offered()), 0, size);
        } while (complete && trials.offered().size() > candidates);
    }

    /** @param next the first candidate that may join: each set is made in one order only */
    private void extend(ChangeSet set, List<SettingChange> candidates, int next, int size) {
        if (trials.find(set).isEmpty()) {
            complete = false;
        }
        for (int i = next; complete && set.size() < size && i < candidates.size(); i++) {
            if (set.allows(candidates.get(i))) {
                extend(set.with(candidates.get(i)), candidates, i + 1, size);
            }
        }
    }

    private Optional<Trial> smallest(int mostChanges) {
        return trials.all().stream()
                .filter(trial -> trial.changes().size() <= mostChanges && trial.reaches(target))
                .min(Comparator.comparing(Trial::changes));
    }

    private Trial best() {
        return trials.all().stream().min(Trial::compareMark).orElseThrow();
    }
}
