package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Expiring;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The elements behind an expression, with the sets in it looked up. */
final class SetValues {

    /** Of all sets of a table; a variable that holds itself twice, and so on, would have more than memory. */
    private static final int MAX_ELEMENTS = 1_000_000;

    private final TableDraft table;
    private final Map<String, Optional<List<Expression>>> named = new HashMap<>();
    private int elements;

    SetValues(TableDraft table) {
        this.table = table;
    }

    /** Whether a set of that name is declared. */
    boolean isDeclared(String name) {
        return table.sets().containsKey(name);
    }

    /** Each value that is meant; empty when they are not known, because they change by themselves or cannot be read. */
    Optional<List<Expression>> of(Expression expression) {
        if (expression instanceof SetName set) {
            return named.computeIfAbsent(set.name(), this::ofSet);
        }
        List<Expression> values = new ArrayList<>();
        return collect(expression, values) ? Optional.of(values) : Optional.empty();
    }

    /** The same to be compared with; what a rule holds itself is never without any, or nft refuses it. */
    Optional<List<Expression>> compared(Expression expression) {
        return of(expression).filter(values -> expression instanceof SetName || !values.isEmpty());
    }

    private Optional<List<Expression>> ofSet(String name) {
        SetDraft set = table.sets().get(name);
        if (set == null || set.isChanging()) {
            return Optional.empty();
        }
        List<Expression> values = new ArrayList<>();
        for (Expression element : set.elements()) {
            if (!collect(element, values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private boolean collect(Expression expression, List<Expression> values) {
        if (expression instanceof Elements set) {
            for (Expression element : set.elements()) {
                if (!collect(element, values)) {
                    return false;
                }
            }
            return true;
        }
        if (expression instanceof Expiring || expression instanceof Unknown || expression instanceof SetName) {
            return false;
        }
        values.add(expression);
        return ++elements <= MAX_ELEMENTS;
    }
}
