package io.portgrade.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes lines from rules for as long as something stays so: halves first, then ever smaller pieces. */
final class Shrinking {

    private Shrinking() {}

    /** @param stays whether what is looked for is still so with these rules */
    static List<RuleText> of(List<RuleText> rules, Predicate<List<RuleText>> stays) {
        List<RuleText> smallest = new ArrayList<>(rules);
        for (int i = 0; i < smallest.size(); i++) {
            int at = i;
            Predicate<RuleText> alone = text -> stays.test(replaced(smallest, at, text));
            smallest.set(i, shrink(smallest.get(i), alone));
        }
        return List.copyOf(smallest);
    }

    private static RuleText shrink(RuleText text, Predicate<RuleText> stays) {
        RuleText smallest = text;
        int size = Math.max(1, text.removable().size() / 2);
        while (true) {
            boolean progress = false;
            for (int from = 0; from < smallest.removable().size(); ) {
                List<Integer> removable = smallest.removable();
                RuleText smaller = smallest.without(removable.subList(from, Math.min(from + size, removable.size())));
                if (stays.test(smaller)) {
                    smallest = smaller;
                    progress = true;
                } else {
                    from += size;
                }
            }
            if (size == 1 && !progress) {
                return smallest;
            }
            size = Math.max(1, size / 2);
        }
    }

    private static List<RuleText> replaced(List<RuleText> rules, int at, RuleText text) {
        List<RuleText> changed = new ArrayList<>(rules);
        changed.set(at, text);
        return changed;
    }
}
