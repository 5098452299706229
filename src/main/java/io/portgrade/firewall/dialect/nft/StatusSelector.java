package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code ct status}, of which only one thing is known: that no connection is sent elsewhere where no rule does that.
 *
 * @param redirects whether a rule does
 */
record StatusSelector(boolean redirects) implements Selector.OfBits {

    private static final int SNAT = 16;
    private static final int DNAT = 32;

    @Override
    public List<Match> implied() {
        return List.of();
    }

    @Override
    public OptionalInt bit(String name) {
        return switch (name) {
            case "expected" -> OptionalInt.of(1);
            case "seen-reply" -> OptionalInt.of(2);
            case "assured" -> OptionalInt.of(4);
            case "confirmed" -> OptionalInt.of(8);
            case "snat" -> OptionalInt.of(SNAT);
            case "dnat" -> OptionalInt.of(DNAT);
            case "dying" -> OptionalInt.of(512);
            default -> OptionalInt.empty();
        };
    }

    @Override
    public Optional<Match> any(int bits) {
        return fixed(bits, false);
    }

    @Override
    public Optional<Match> equal(int mask, int bits) {
        return fixed(mask, bits == 0);
    }

    private Optional<Match> fixed(int bits, boolean outcome) {
        return bits == DNAT && !redirects
                ? Optional.of(new Match.Fixed(outcome, "ct status dnat, which no rule brings about"))
                : Optional.empty();
    }
}
