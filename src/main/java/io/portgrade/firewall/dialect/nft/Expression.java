package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import java.util.List;

/** What a statement compares, looks up or sends to; text and JSON come down to the same. */
sealed interface Expression {

    /** A name, number, string, address, or {@code address/length}. */
    record Value(String text) implements Expression {}

    /** From one value to another, both included; an end that is empty is open. */
    record Range(String low, String high) implements Expression {}

    /** What is read from a packet or about it, by its full name: {@code ip saddr}, {@code meta l4proto}. */
    record Field(String name) implements Expression {}

    /** Some bits of a field. */
    record Masked(Expression field, Expression mask) implements Expression {}

    /** {@code a,b} and {@code a | b}. */
    record Bits(List<Expression> bits) implements Expression {

        public Bits {
            bits = List.copyOf(bits);
        }
    }

    /** {@code a . b} */
    record Concatenation(List<Expression> parts) implements Expression {

        public Concatenation {
            parts = List.copyOf(parts);
        }
    }

    /** <code>{ a, b }</code>, the elements of which may be such sets too. */
    record Elements(List<Expression> elements) implements Expression {

        public Elements {
            elements = List.copyOf(elements);
        }
    }

    /** {@code @name} */
    record SetName(String name) implements Expression {}

    /** An element of a map. */
    record Entry(Expression key, Expression value) implements Expression {}

    /** What a verdict map maps to. */
    record Verdict(Action action) implements Expression {}

    /** An element that goes away by itself. */
    record Expiring(Expression element) implements Expression {}

    /** What cannot be read, or is not modelled. */
    record Unknown(String text) implements Expression {}
}
