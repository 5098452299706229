package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field of few values, each of which is a condition of its own.
 *
 * @param each empty for what is no value of the field, or none that is modelled
 */
record NamedSelector(List<Match> implied, Function<Expression, Optional<Match>> each) implements Selector {

    NamedSelector {
        implied = List.copyOf(implied);
    }

    /** For values that are words. */
    static NamedSelector ofWords(List<Match> implied, Function<String, Optional<Match>> each) {
        return new NamedSelector(
                implied, value -> value instanceof Expression.Value one ? each.apply(one.text()) : Optional.empty());
    }

    @Override
    public Optional<Match> anyOf(List<Expression> values) {
        List<Match> all = new ArrayList<>();
        for (Expression value : values) {
            Optional<Match> match = each.apply(value);
            if (match.isEmpty()) {
                return Optional.empty();
            }
            all.add(match.get());
        }
        return Optional.of(all.size() == 1 ? all.get(0) : new Match.AnyOf(all));
    }
}
