package io.portgrade.rule;

import io.portgrade.fact.Absence;
import io.portgrade.fact.Facts;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.OperatingSystem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the rules that judged a host from those that could not. */
public final class Coverage {

    private final RuleCatalogue catalogue;

    public Coverage(RuleCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * The rules that could not judge, sorted by id.
     *
     * @param os null when unknown
     * @param fired rules that found something, and so had what they needed
     */
    public List<NotAssessed> notAssessed(
            Facts facts,
            Policy policy,
            @Nullable OperatingSystem os,
            Set<String> fired,
            List<RuleEngine.Failure> failures) {
        Map<String, String> broken = new HashMap<>();
        failures.forEach(failure -> broken.putIfAbsent(failure.rule(), failure.message()));
        List<NotAssessed> result = new ArrayList<>();
        for (RuleDescription rule : catalogue.rules()) {
            String message = broken.get(rule.id());
            Absence why = null;
            if (message != null) {
                why = new Absence(Absence.Kind.FAILED, message);
            } else if (!fired.contains(rule.id())) {
                why = whyNot(rule, facts, policy, os);
            }
            if (why != null) {
                result.add(NotAssessed.because(rule.id(), why));
            }
        }
        return result;
    }

    /** Null when the rule has what it needs. */
    private static @Nullable Absence whyNot(
            RuleDescription rule, Facts facts, Policy policy, @Nullable OperatingSystem os) {
        String reason = policy.disabled().get(rule.id());
        if (reason != null) {
            return new Absence(Absence.Kind.DISABLED, policy.name() + ": " + reason);
        }
        if (os != null && !rule.appliesTo(os)) {
            return Absence.notApplicable(os.id());
        }
        Absence absence = absence(rule.requires(), facts);
        return absence == null ? absence(rule.settings(), facts) : absence;
    }

    private static @Nullable Absence absence(List<String> needed, Facts facts) {
        for (String name : needed) {
            Absence absence = facts.absences().get(name);
            if (absence != null) {
                return absence;
            }
        }
        return null;
    }
}
