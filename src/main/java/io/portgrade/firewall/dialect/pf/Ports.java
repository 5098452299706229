package io.portgrade.firewall.dialect.pf;

import io.portgrade.firewall.PortRanges;
import io.portgrade.firewall.dialect.reading.NumberNames;
import io.portgrade.snapshot.PortRange;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads ports after {@code port}: numbers, names, {@code a:b}, operators, lists of them. */
final class Ports {

    private Ports() {}

    /** Empty when something in it is neither a port nor an operator. */
    static Optional<PortRanges> read(Tokens tokens) {
        if (!tokens.take("{")) {
            return one(tokens);
        }
        Optional<PortRanges> all = Optional.of(PortRanges.NONE);
        while (tokens.hasNext() && !tokens.take("}")) {
            Optional<PortRanges> next = one(tokens);
            all = all.flatMap(ports -> next.map(ports::union));
        }
        return all;
    }

    private static Optional<PortRanges> one(Tokens tokens) {
        String first = tokens.take();
        return switch (first) {
            case "=" -> one(tokens);
            case "!=" -> one(tokens).map(PortRanges::complement);
            case "<" -> bound(tokens).map(port -> range(0, port - 1));
            case "<=" -> bound(tokens).map(port -> range(0, port));
            case ">" -> bound(tokens).map(port -> range(port + 1, PortRange.MAX_PORT));
            case ">=" -> bound(tokens).map(port -> range(port, PortRange.MAX_PORT));
            default -> twoSided(first, tokens);
        };
    }

    private static Optional<Integer> bound(Tokens tokens) {
        return find(tokens.take());
    }

    private static Optional<Integer> find(String text) {
        OptionalInt port = NumberNames.port(text);
        return port.isPresent() ? Optional.of(port.getAsInt()) : Optional.empty();
    }

    private static Optional<PortRanges> twoSided(String first, Tokens tokens) {
        int colon = first.indexOf(':');
        if (colon >= 0) {
            return between(find(first.substring(0, colon)), find(first.substring(colon + 1)), 0);
        }
        if (tokens.take("><")) {
            return between(find(first), bound(tokens), 1);
        }
        if (tokens.take("<>")) {
            return between(find(first), bound(tokens), 0).map(PortRanges::complement);
        }
        return find(first).map(PortRanges::of);
    }

    /** @param inside how far inside the two ends the range begins and ends */
    private static Optional<PortRanges> between(Optional<Integer> low, Optional<Integer> high, int inside) {
        if (low.isEmpty() || high.isEmpty() || low.get() > high.get()) {
            return Optional.empty();
        }
        return Optional.of(range(low.get() + inside, high.get() - inside));
    }

    /** Empty when the ends leave nothing. */
    private static PortRanges range(int low, int high) {
        return low > high || low > PortRange.MAX_PORT || high < 0 ? PortRanges.NONE : PortRanges.of(low, high);
    }
}
