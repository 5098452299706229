package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.dialect.nft.Expression.Entry;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Expression.Verdict;
import io.portgrade.firewall.dialect.nft.Statement.VerdictMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verdict maps as conditions and what happens then. A key is in the map once, so that their order is free. */
final class VerdictMaps {

    /** One verdict, and when it is given. */
    record Case(Match match, Action action) {}

    /** A field of a map that has been looked up before. */
    private record Lookup(Expression key, String map) {}

    private static final Expression OTHERWISE = new Value("*");

    /** Of the maps that rules name; each such rule has all of the map's. */
    private static final int MAX_CASES = 250_000;

    private final Conditions conditions;
    private final Map<Lookup, Optional<List<Case>>> lookups = new HashMap<>();
    private final Map<String, List<Action>> verdicts = new HashMap<>();
    private int cases;

    VerdictMaps(Conditions conditions) {
        this.conditions = conditions;
    }

    /** One case for each verdict; empty when the map, or its key, is not known. */
    Optional<List<Case>> cases(VerdictMap map) {
        if (!(map.map() instanceof SetName name)) {
            return read(map);
        }
        Optional<List<Case>> known = lookups.computeIfAbsent(new Lookup(map.key(), name.name()), lookup -> read(map));
        return known.filter(found -> (cases += found.size()) <= MAX_CASES);
    }

    private Optional<List<Case>> read(VerdictMap map) {
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

    /** Of a map whose key is not known, any of its verdicts; empty when they are not known either, or too many. */
    List<Action> verdicts(VerdictMap map) {
        if (!(map.map() instanceof SetName name)) {
            return distinct(map);
        }
        List<Action> known = verdicts.computeIfAbsent(name.name(), lookup -> distinct(map));
        cases += known.size();
        return cases <= MAX_CASES ? known : List.of();
    }

    private List<Action> distinct(VerdictMap map) {
        return conditions.elements(map.map()).orElse(List.of()).stream()
                .filter(element -> element instanceof Entry entry && entry.value() instanceof Verdict)
                .map(element -> ((Verdict) ((Entry) element).value()).action())
                .distinct()
                .toList();
    }

    /** Whether there are too many of them for the model. */
    boolean areTooMany() {
        return cases > MAX_CASES;
    }
}
