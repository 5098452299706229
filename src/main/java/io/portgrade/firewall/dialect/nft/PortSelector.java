package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.End;
import io.portgrade.firewall.Match;
import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.dialect.reading.NumberNames;
import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code tcp dport} and its like.
 *
 * @param protocols whose port it is; none for {@code th}, which does not ask
 */
record PortSelector(End end, Set<Integer> protocols) implements Selector {

    PortSelector {
        protocols = Set.copyOf(protocols);
    }

    @Override
    public List<Match> implied() {
        return protocols.isEmpty() ? List.of() : List.of(new Match.Protocol(protocols));
    }

    @Override
    public Optional<Match> anyOf(List<Expression> values) {
        List<PortRange> ranges = new ArrayList<>(values.size());
        for (Expression value : values) {
            Optional<PortRange> range = find(value);
            if (range.isEmpty()) {
                return Optional.empty();
            }
            ranges.add(range.get());
        }
        return Optional.of(new Match.Port(end, PortRanges.of(ranges)));
    }

    /** A port or a range, by number or by the service's name. */
    static Optional<PortRange> find(Expression value) {
        if (value instanceof Expression.Value one) {
            return range(port(one.text()), port(one.text()));
        }
        if (value instanceof Expression.Range range) {
            OptionalInt low = range.low().isEmpty() ? OptionalInt.of(0) : port(range.low());
            OptionalInt high = range.high().isEmpty() ? OptionalInt.of(PortRange.MAX_PORT) : port(range.high());
            return range(low, high);
        }
        return Optional.empty();
    }

    private static Optional<PortRange> range(OptionalInt low, OptionalInt high) {
        boolean is = low.isPresent() && high.isPresent() && low.getAsInt() <= high.getAsInt();
        return is ? Optional.of(new PortRange(low.getAsInt(), high.getAsInt())) : Optional.empty();
    }

    private static OptionalInt port(String text) {
        OptionalLong number = Numbers.find(text);
        if (number.isEmpty()) {
            return NumberNames.port(text);
        }
        return number.getAsLong() <= PortRange.MAX_PORT
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }
}
