package io.portgrade.wiring;

import io.portgrade.engine.RulesFolder;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.nio.file.Path;
import java.util.List;

/**
 * What was taken from an operator's folder: said at the start, since a rule that is not read finds nothing.
 *
 * @param unread files that look like policies and lie where nothing reads them
 */
record OperatorPack(Path folder, long rules, int policies, List<String> unread) {

    OperatorPack {
        unread = List.copyOf(unread);
    }

    static OperatorPack of(Path folder, RuleCatalogue catalogue) {
        RulesFolder files = RulesFolder.of(folder);
        long rules = catalogue.rules().stream()
                .filter(rule -> rule.origin() == RuleDescription.Origin.OPERATOR)
                .count();
        return new OperatorPack(folder, rules, files.policies().size(), files.unread());
    }

    /** Whether it is likely that something was meant to be read and was not. */
    boolean isDoubtful() {
        return rules + policies == 0 || !unread.isEmpty();
    }

    String inWords() {
        String read = "read from " + folder + ": " + rules + (rules == 1 ? " rule" : " rules")
                + " (<topic>/<name>/rule.drl), " + policies + (policies == 1 ? " policy" : " policies")
                + " (policies/*.yaml)";
        return unread.isEmpty() ? read : read + "; not read: " + String.join(", ", unread);
    }
}
