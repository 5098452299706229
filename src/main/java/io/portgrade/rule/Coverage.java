package io.portgrade.rule;

import io.portgrade.fact.Absence;
import io.portgrade.fact.Facts;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        Map<String, String> broken = failures.stream()
                .collect(Collectors.toMap(RuleEngine.Failure::rule, RuleEngine.Failure::message, (a, b) -> a));
        List<NotAssessed> result = new ArrayList<>();
        for (RuleDescription rule : catalogue.rules()) {
            String message = broken.get(rule.id());
            if (message != null) {
                result.add(NotAssessed.because(rule.id(), new Absence(Absence.Kind.FAILED, message)));
            } else if (!fired.contains(rule.id())) {
                whyNot(rule, facts, policy, os).ifPresent(why -> result.add(NotAssessed.because(rule.id(), why)));
            }
        }
        return result;
    }

    private static Optional<Absence> whyNot(
            RuleDescription rule, Facts facts, Policy policy, @Nullable OperatingSystem os) {
        String reason = policy.disabled().get(rule.id());
        if (reason != null) {
            return Optional.of(new Absence(Absence.Kind.DISABLED, policy.name() + ": " + reason));
        }
        if (os != null && !rule.appliesTo(os)) {
            return Optional.of(Absence.notApplicable(os.id()));
        }
        return absence(rule.requires(), facts).or(() -> absence(rule.settings(), facts));
    }

    private static Optional<Absence> absence(List<String> needed, Facts facts) {
        for (String name : needed) {
            Optional<Absence> absence = facts.absenceOf(name);
            if (absence.isPresent()) {
                return absence;
            }
        }
        return Optional.empty();
    }
}
