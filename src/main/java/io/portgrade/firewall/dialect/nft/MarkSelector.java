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
            Optional<Match> match = value instanceof Expression.Value one ? mark(mask, one.text()) : Optional.empty();
            all.add(match.orElseGet(() -> new Match.Unmodelled("meta mark " + value)));
        }
        return all.size() == 1 ? all.get(0) : new Match.AnyOf(all);
    }

    private static Optional<Match> mark(int mask, String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && mask == WHOLE) {
            return prefix(text.substring(0, slash), text.substring(slash + 1));
        }
        OptionalInt bits = Numbers.findBits(text);
        return bits.isPresent() ? Optional.of(new Match.PacketMark(mask, bits.getAsInt())) : Optional.empty();
    }

    /** {@code 0x10000000/8} is about the leading bits; with others set, it may be what nft lists for no mark at all. */
    private static Optional<Match> prefix(String mark, String length) {
        int leading = Numbers.findBits(length).orElse(0);
        OptionalInt bits = Numbers.findBits(mark);
        if (leading < 1 || leading > Integer.SIZE || bits.isEmpty()) {
            return Optional.empty();
        }
        int mask = WHOLE << Integer.SIZE - leading;
        return (bits.getAsInt() & ~mask) == 0
                ? Optional.of(new Match.PacketMark(mask, bits.getAsInt()))
                : Optional.empty();
    }
}
