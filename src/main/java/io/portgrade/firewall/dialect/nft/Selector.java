package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A field that the model knows. */
interface Selector {

    /** What a packet must be to have the field; a comparison of any kind implies it. */
    List<Match> implied();

    /** Whether the field has any of some values; empty when one of them is none of its own. */
    Optional<Match> anyOf(List<Expression> values);

    /** A field of which some bits alone may be compared. */
    interface Maskable extends Selector {

        /** {@code field & mask == value}, or any of several; empty for what cannot be compared. */
        Optional<Match> masked(String mask, List<Expression> values);
    }

    /** A field whose bits have names. */
    interface OfBits extends Selector {

        int ALL = -1;

        /** The bit with a name. */
        OptionalInt bit(String name);

        /** Whether any of these bits is set; empty when it is not known. */
        Optional<Match> any(int bits);

        /** Whether the bits of a mask are these; empty when it is not known. */
        Optional<Match> equal(int mask, int bits);

        @Override
        default Optional<Match> anyOf(List<Expression> values) {
            List<Match> all = new ArrayList<>();
            for (Expression value : values) {
                OptionalInt bits = bits(value);
                Optional<Match> match = bits.isPresent() ? equal(ALL, bits.getAsInt()) : Optional.empty();
                if (match.isEmpty()) {
                    return Optional.empty();
                }
                all.add(match.get());
            }
            return Optional.of(all.size() == 1 ? all.get(0) : new Match.AnyOf(all));
        }

        /** {@code syn}, {@code syn,ack}, {@code syn | ack} or a number. */
        default OptionalInt bits(Expression value) {
            if (value instanceof Expression.Value one) {
                OptionalInt named = bit(one.text());
                return named.isPresent() ? named : number(one.text());
            }
            if (!(value instanceof Expression.Bits several)) {
                return OptionalInt.empty();
            }
            int all = 0;
            for (Expression each : several.bits()) {
                OptionalInt bits = each instanceof Expression.Value ? bits(each) : OptionalInt.empty();
                if (bits.isEmpty()) {
                    return bits;
                }
                all |= bits.getAsInt();
            }
            return OptionalInt.of(all);
        }

        private static OptionalInt number(String text) {
            return Numbers.find(text).stream()
                    .filter(number -> number <= Integer.MAX_VALUE)
                    .mapToInt(number -> (int) number)
                    .findFirst();
        }
    }
}
