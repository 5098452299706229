package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code meta mark}. A range, or a name of {@code rt_marks}, may be any mark. */
record MarkSelector() implements Selector.Maskable {

    private static final int WHOLE = -1;

    @Override
    public List<Match> implied() {
        return List.of();
    }

    @Override
    public Optional<Match> anyOf(List<Expression> values) {
        return Optional.of(any(WHOLE, values));
    }

    @Override
    public Optional<Match> masked(String mask, List<Expression> values) {
        OptionalInt bits = Numbers.findBits(mask);
        return bits.isEmpty() ? Optional.empty() : Optional.of(any(bits.getAsInt(), values));
    }

    private static Match any(int mask, List<Expression> values) {
        List<Match> all = new ArrayList<>();
        for (Expression value : values) {
            OptionalInt bits =
                    value instanceof Expression.Value one ? Numbers.findBits(one.text()) : OptionalInt.empty();
            all.add(
                    bits.isEmpty()
                            ? new Match.Unmodelled("meta mark " + value)
                            : new Match.PacketMark(mask, bits.getAsInt()));
        }
        return all.size() == 1 ? all.get(0) : new Match.AnyOf(all);
    }
}
