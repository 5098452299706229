package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.CtState;
import io.portgrade.firewall.Match;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * {@code ct state}, which has one bit a state ({@code include/uapi/linux/netfilter/nf_conntrack_common.h}, v6.6), so that
 * {@code != established,related} compares with a number that no packet has.
 */
record StateSelector() implements Selector.OfBits {

    @Override
    public List<Match> implied() {
        return List.of();
    }

    @Override
    public OptionalInt bit(String name) {
        for (CtState state : CtState.values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return OptionalInt.of(bit(state));
            }
        }
        return OptionalInt.empty();
    }

    private static int bit(CtState state) {
        return switch (state) {
            case INVALID -> 1;
            case ESTABLISHED -> 2;
            case RELATED -> 4;
            case NEW -> 8;
            case UNTRACKED -> 64;
        };
    }

    @Override
    public Optional<Match> any(int bits) {
        return states(bit -> (bit & bits) != 0);
    }

    @Override
    public Optional<Match> equal(int mask, int bits) {
        return states(bit -> (bit & mask) == bits);
    }

    private static Optional<Match> states(IntPredicate condition) {
        Set<CtState> states = EnumSet.noneOf(CtState.class);
        for (CtState state : CtState.values()) {
            if (condition.test(bit(state))) {
                states.add(state);
            }
        }
        return Optional.of(new Match.State(states));
    }
}
