package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.dialect.nft.Expression.Entry;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Expression.Verdict;
import io.portgrade.firewall.dialect.nft.Statement.VerdictMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdict maps as conditions and what happens then. A key is in the map once, so that their order is free. */
record VerdictMaps(Conditions conditions) {

    /** One verdict, and when it is given. */
    record Case(Match match, Action action) {}

    private static final Expression OTHERWISE = new Value("*");

    /** One case for each verdict; empty when the map, or its key, is not known. */
    Optional<List<Case>> cases(VerdictMap map) {
        return conditions.elements(map.map()).flatMap(elements -> cases(map.key(), elements));
    }

    private Optional<List<Case>> cases(Expression key, List<Expression> elements) {
        Map<Action, List<Expression>> byAction = new LinkedHashMap<>();
        Action otherwise = null;
        for (Expression element : elements) {
            if (!(element instanceof Entry entry) || !(entry.value() instanceof Verdict verdict)) {
                return Optional.empty();
            }
            if (entry.key().equals(OTHERWISE)) {
                otherwise = verdict.action();
            } else {
                byAction.computeIfAbsent(verdict.action(), action -> new ArrayList<>())
                        .add(entry.key());
            }
        }
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<Action, List<Expression>> each : byAction.entrySet()) {
            Optional<Match> match = conditions.anyOf(key, each.getValue());
            if (match.isEmpty()) {
                return Optional.empty();
            }
            cases.add(new Case(match.get(), each.getKey()));
        }
        if (otherwise != null) {
            List<Match> others = cases.stream().map(Case::match).toList();
            cases.add(new Case(Match.not(new Match.AnyOf(others)), otherwise));
        }
        return Optional.of(cases);
    }

    /** Of a map whose key is not known: any of its verdicts, or none; empty when they are not known either. */
    Optional<List<Action>> verdicts(VerdictMap map) {
        return conditions
                .elements(map.map())
                .map(elements -> elements.stream()
                        .filter(element -> element instanceof Entry entry && entry.value() instanceof Verdict)
                        .map(element -> ((Verdict) ((Entry) element).value()).action())
                        .distinct()
                        .toList());
    }
}
