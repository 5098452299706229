package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Masked;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Comparisons of some bits of a field, in all rules of a table. */
final class MaskedConditions {

    /** Bits that have been looked up in a set before. */
    private record Lookup(Masked left, String set) {}

    private static final int MOST_VALUES = 250_000;

    private final Selectors selectors;
    private final SetValues sets;
    private final Map<Lookup, Optional<Match>> lookups = new HashMap<>();
    private int values;

    MaskedConditions(Selectors selectors, SetValues sets) {
        this.selectors = selectors;
        this.sets = sets;
    }

    /** Whether the bits are a value, or any in a set; empty when it is not modelled, or cannot be read. */
    Optional<Match> equal(Masked left, Expression right) {
        return right instanceof SetName set
                ? lookups.computeIfAbsent(new Lookup(left, set.name()), key -> compare(left, set))
                : compare(left, right);
    }

    private Optional<Match> compare(Masked left, Expression right) {
        Selector field = left.field() instanceof Field known
                ? selectors.find(known.name()).orElse(null)
                : null;
        if (field instanceof Selector.OfBits ofBits) {
            OptionalInt mask = ofBits.bits(left.mask());
            OptionalInt bits = ofBits.bits(right);
            return mask.isPresent() && bits.isPresent()
                    ? ofBits.equal(mask.getAsInt(), bits.getAsInt())
                    : Optional.empty();
        }
        return field instanceof Selector.Maskable maskable && left.mask() instanceof Value mask
                ? counted(right).flatMap(all -> maskable.masked(mask.text(), all))
                : Optional.empty();
    }

    private Optional<List<Expression>> counted(Expression right) {
        Optional<List<Expression>> all = areTooMany() ? Optional.empty() : sets.compared(right);
        values += all.map(List::size).orElse(0);
        return areTooMany() ? Optional.empty() : all;
    }

    /** Whether more values are compared than are looked at. */
    boolean areTooMany() {
        return values > MOST_VALUES;
    }
}
