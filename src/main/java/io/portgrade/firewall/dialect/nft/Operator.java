package io.portgrade.firewall.dialect.nft;

import java.util.Optional;

/** How a field and a value are compared. {@code nft(8), EXPRESSIONS}. */
enum Operator {
    /** None is written: equal, in the set, or any of the bits. */
    IMPLICIT(""),
    EQUAL("=="),
    NOT_EQUAL("!="),
    /** None of the bits. */
    NONE_OF("!"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    static Optional<Operator> find(String word) {
        String symbol = switch (word) {
            case "eq" -> "==";
            case "ne" -> "!=";
            case "lt" -> "<";
            case "le" -> "<=";
            case "gt" -> ">";
            case "ge" -> ">=";
            default -> word;
        };
        for (Operator operator : values()) {
            if (operator != IMPLICIT && operator.symbol.equals(symbol)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }
}
