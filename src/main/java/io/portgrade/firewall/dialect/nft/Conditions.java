package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Match;
import io.portgrade.firewall.dialect.nft.Expression.Concatenation;
import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Masked;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The conditions of a table's rules in the neutral model. */
final class Conditions {

    /** A field of a set that has been looked up before. */
    private record Lookup(Expression field, String set) {}

    private static final Match EVERYTHING = new Match.AllOf(List.of());
    private static final Expression OTHERWISE = new Value("*");

    private final TableDraft table;
    private final SetValues sets;
    private final Selectors selectors;
    private final MaskedConditions masked;
    private final Diagnostics diagnostics;
    private final Map<Lookup, Optional<Match>> lookups = new HashMap<>();

    Conditions(TableDraft table, Selectors selectors, Diagnostics diagnostics) {
        this.table = table;
        this.sets = new SetValues(table);
        this.selectors = selectors;
        this.masked = new MaskedConditions(selectors, sets);
        this.diagnostics = diagnostics;
    }

    /** What must hold for a condition to; empty when it is not modelled, or cannot be read. */
    Optional<List<Match>> read(Condition condition, int line) {
        Expression left = condition.left();
        tellOfUnknown(left instanceof Masked bits ? bits.field() : left, line);
        if (EitherPort.isMeantBy(condition)) {
            return Optional.empty();
        }
        Optional<Match> match;
        if (left instanceof Masked bits) {
            match = masked(bits, condition, line);
            left = bits.field();
        } else {
            match = bits(left, condition).or(() -> any(condition, line));
        }
        if (match.isEmpty()) {
            return Optional.empty();
        }
        List<Match> all = implied(left);
        all.add(match.get());
        return Optional.of(all);
    }

    /**
     * What a packet must be to have the fields at all, whether the model knows more of them or not; what the table's family says
     * already is left out.
     */
    List<Match> implied(Expression fields) {
        List<Match> implied = new ArrayList<>();
        for (Expression part : parts(fields instanceof Masked bits ? bits.field() : fields)) {
            implied.addAll(find(part).map(Selector::implied).orElseGet(() -> KnownFields.implied(part)));
        }
        implied.removeIf(match -> match instanceof Match.OfFamily of
                && table.family().families().size() == 1
                && table.family().families().contains(of.family()));
        return implied;
    }

    private static List<Expression> parts(Expression fields) {
        return fields instanceof Concatenation several ? several.parts() : List.of(fields);
    }

    private Optional<Selector> find(Expression field) {
        return field instanceof Field known ? selectors.find(known.name()) : Optional.empty();
    }

    private Optional<Match> bits(Expression left, Condition condition) {
        boolean set = condition.right() instanceof Elements || condition.right() instanceof SetName;
        if (set || !(find(left).orElse(null) instanceof Selector.OfBits field)) {
            return Optional.empty();
        }
        OptionalInt bits = field.bits(condition.right());
        if (bits.isEmpty()) {
            return Optional.empty();
        }
        return switch (condition.operator()) {
            case IMPLICIT -> field.any(bits.getAsInt());
            case NONE_OF -> field.any(bits.getAsInt()).map(Match::not);
            case EQUAL -> field.equal(Selector.OfBits.ALL, bits.getAsInt());
            case NOT_EQUAL -> field.equal(Selector.OfBits.ALL, bits.getAsInt()).map(Match::not);
            default -> Optional.empty();
        };
    }

    private Optional<Match> masked(Masked left, Condition condition, int line) {
        Optional<Match> equal = masked.equal(left, condition.right());
        if (equal.isEmpty() && masked.areTooMany()) {
            diagnostics.at(
                    line,
                    "more values under masks than are looked at, so that what the rule decides is uncertain: "
                            + Excerpt.of(condition.text()));
        }
        return switch (condition.operator()) {
            case EQUAL, IMPLICIT -> equal;
            case NOT_EQUAL -> equal.map(Match::not);
            default -> Optional.empty();
        };
    }

    private Optional<Match> any(Condition condition, int line) {
        Expression left = condition.left();
        if (!areModelled(left)) {
            return Optional.empty();
        }
        if (AddressSelector.hasBitsAfterPrefix(condition.right())) {
            diagnostics.at(
                    line,
                    "bits are set after the prefix, which nft lists for what no packet meets and reads as the whole prefix, so"
                            + " that it is uncertain: " + Excerpt.of(condition.text()));
            return Optional.empty();
        }
        Optional<Match> any = condition.right() instanceof SetName set
                ? lookups.computeIfAbsent(new Lookup(left, set.name()), key -> anyOf(left, set))
                : anyOf(left, condition.right());
        if (any.isEmpty() && !isUndecided(condition)) {
            report(condition, line);
        }
        return switch (condition.operator()) {
            case IMPLICIT, EQUAL -> any;
            case NOT_EQUAL, NONE_OF -> any.map(Match::not);
            default -> Optional.empty();
        };
    }

    /** Reports fields that nft does not have. */
    void tellOfUnknown(Expression fields, int line) {
        for (Expression part : parts(fields)) {
            if (part instanceof Field field && find(field).isEmpty() && !KnownFields.mayContain(field.name())) {
                diagnostics.at(
                        line,
                        "nft has no such field, so that what the rule decides is uncertain: "
                                + Excerpt.of(field.name()));
            }
        }
    }

    /** Whether the model knows all of some fields. */
    boolean areModelled(Expression fields) {
        return parts(fields).stream().allMatch(part -> find(part).isPresent());
    }

    /** Whether it can be read, but depends on more than the packet. */
    private boolean isUndecided(Condition condition) {
        return find(condition.left()).orElse(null) instanceof Selector.OfBits field
                && field.bits(condition.right()).isPresent();
    }

    private void report(Condition condition, int line) {
        if (condition.right() instanceof SetName set) {
            if (!sets.isDeclared(set.name())) {
                diagnostics.at(line, "no set is declared that is called " + Excerpt.of(set.name()));
            } else if (sets.of(set).isPresent()) {
                diagnostics.at(
                        line, "an element cannot be compared in the set that is called " + Excerpt.of(set.name()));
            }
        } else {
            diagnostics.at(
                    line, "not a value that can be compared, or none that is known: " + Excerpt.of(condition.text()));
        }
    }

    private Optional<Match> anyOf(Expression left, Expression right) {
        return elements(right).flatMap(values -> anyOf(left, values));
    }

    /** Whether fields have any of some values. */
    Optional<Match> anyOf(Expression left, List<Expression> values) {
        if (values.contains(OTHERWISE)) {
            return Optional.of(EVERYTHING);
        }
        if (!(left instanceof Concatenation several)) {
            return find(left).flatMap(selector -> selector.anyOf(values));
        }
        List<Selector> fields = new ArrayList<>();
        several.parts().forEach(part -> find(part).ifPresent(fields::add));
        return fields.size() == several.parts().size() ? new Rows(fields).anyOf(values) : Optional.empty();
    }

    /** The elements of a set or map, looked up. */
    Optional<List<Expression>> elements(Expression set) {
        return sets.compared(set);
    }
}
