package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import io.portgrade.firewall.dialect.nft.Expression.Concatenation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Concatenations of values. Those that differ in one part only are put together, so that a set of addresses with a few
 * ports is a few conditions, and not one for each of its elements.
 */
record Rows(List<Selector> fields) {

    /** For each field any of some values. */
    private record Row(List<List<Expression>> parts) {

        List<List<Expression>> without(int part) {
            List<List<Expression>> others = new ArrayList<>(parts);
            others.remove(part);
            return others;
        }

        static Row of(List<List<Expression>> others, int part, List<Expression> values) {
            List<List<Expression>> all = new ArrayList<>(others);
            all.add(part, values);
            return new Row(all);
        }
    }

    Rows {
        fields = List.copyOf(fields);
    }

    Optional<Match> anyOf(List<Expression> values) {
        List<Row> rows = new ArrayList<>(values.size());
        for (Expression value : values) {
            if (!(value instanceof Concatenation row) || row.parts().size() != fields.size()) {
                return Optional.empty();
            }
            rows.add(new Row(row.parts().stream().map(List::of).toList()));
        }
        List<Row> merged = rows;
        for (int part = 0; part < fields.size(); part++) {
            merged = merge(merged, part);
        }
        List<Match> any = new ArrayList<>(merged.size());
        for (Row row : merged) {
            Optional<Match> match = match(row);
            if (match.isEmpty()) {
                return match;
            }
            any.add(match.get());
        }
        return Optional.of(any.size() == 1 ? any.get(0) : new Match.AnyOf(any));
    }

    private static List<Row> merge(List<Row> rows, int part) {
        Map<List<List<Expression>>, List<Expression>> byOthers = new LinkedHashMap<>();
        for (Row row : rows) {
            byOthers.computeIfAbsent(row.without(part), others -> new ArrayList<>())
                    .addAll(row.parts().get(part));
        }
        List<Row> merged = new ArrayList<>(byOthers.size());
        byOthers.forEach((others, values) -> merged.add(Row.of(others, part, values)));
        return merged;
    }

    private Optional<Match> match(Row row) {
        List<Match> all = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Optional<Match> match = fields.get(i).anyOf(row.parts().get(i));
            if (match.isEmpty()) {
                return match;
            }
            all.add(match.get());
        }
        return Optional.of(new Match.AllOf(all));
    }
}
