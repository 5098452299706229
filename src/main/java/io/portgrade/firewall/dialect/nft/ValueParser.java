package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.dialect.nft.Expression.Bits;
import io.portgrade.firewall.dialect.nft.Expression.Concatenation;
import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Entry;
import io.portgrade.firewall.dialect.nft.Expression.Expiring;
import io.portgrade.firewall.dialect.nft.Expression.Range;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Expression.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads values: the right side of a comparison, the elements of a set. What cannot be read is unknown, and stays where it
 * is.
 */
final class ValueParser {

    private static final int MAX_DEPTH = 32;

    private static final Set<String> LIMITS = Set.of("timeout", "expires", "limit", "quota", "ct");
    private static final Set<String> OPTIONS =
            Set.of("timeout", "expires", "limit", "quota", "ct", "comment", "counter", "last");
    private static final Set<String> UNITS = Set.of(
            "packets", "bytes", "kbytes", "mbytes", "rate", "over", "until", "burst", "used", "never", "count",
            "second", "minute", "hour", "day", "week");

    private final Cursor cursor;
    private final Map<String, Expression> variables;
    private int depth;

    /** @param variables what {@code define} has named so far */
    ValueParser(Cursor cursor, Map<String, Expression> variables) {
        this.cursor = cursor;
        this.variables = variables;
    }

    /** A value, or several with commas in between. */
    Expression values() {
        Expression first = value();
        if (!cursor.isAt(',')) {
            return first;
        }
        List<Expression> bits = new ArrayList<>(List.of(first));
        while (cursor.accept(',')) {
            cursor.skipNewlines();
            bits.add(value());
        }
        return new Bits(bits);
    }

    /** {@code a | b}, and all that binds closer. */
    Expression value() {
        Expression first = concatenation();
        if (!isOr()) {
            return first;
        }
        List<Expression> bits = new ArrayList<>(List.of(first));
        while (isOr()) {
            cursor.next();
            bits.add(concatenation());
        }
        return new Bits(bits);
    }

    private boolean isOr() {
        return cursor.isAt('|') || cursor.isAt("or");
    }

    private Expression concatenation() {
        Expression first = range();
        if (!cursor.isAt('.')) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (cursor.accept('.')) {
            parts.add(range());
        }
        return new Concatenation(parts);
    }

    private Expression range() {
        Expression low = primary();
        if (!(low instanceof Value from)) {
            return low;
        }
        if (cursor.isAt('-')) {
            cursor.next();
            return primary() instanceof Value to ? new Range(from.text(), to.text()) : new Unknown("range");
        }
        boolean address = from.text().indexOf('.') >= 0 || from.text().indexOf(':') >= 0;
        if (address && cursor.isAt('/')) {
            cursor.next();
            return new Value(from.text() + "/" + cursor.next().text());
        }
        return from;
    }

    private Expression primary() {
        if (depth >= MAX_DEPTH) {
            return new Unknown("too deep");
        }
        depth++;
        Expression read = nested();
        depth--;
        return read;
    }

    private Expression nested() {
        Token token = cursor.peek();
        if (token.isName()) {
            cursor.next();
            return new Value(token.text());
        }
        if (token.isSymbol('{')) {
            return elements();
        }
        if (token.isSymbol('$') || token.isSymbol('@')) {
            cursor.next();
            String name = cursor.peek().isName() ? cursor.next().text() : "";
            return token.isSymbol('@') ? new SetName(name) : variable(name);
        }
        if (token.isSymbol('(') || token.isSymbol('[')) {
            cursor.next();
            Expression inside = values();
            boolean closed = cursor.accept(token.isSymbol('(') ? ')' : ']');
            return closed ? inside : new Unknown(token.text());
        }
        return new Unknown(token.text());
    }

    private Expression variable(String name) {
        Expression value = variables.get(name);
        return value == null ? new Unknown("$" + name) : value;
    }

    /** <code>{ a, b : c }</code>, over as many lines as it takes. */
    Expression elements() {
        cursor.next();
        List<Expression> elements = new ArrayList<>();
        cursor.skipNewlines();
        while (!cursor.isAt('}')) {
            Token before = cursor.peek();
            elements.add(element());
            cursor.skipNewlines();
            if (!cursor.accept(',') && !cursor.isAt('}') || cursor.peek() == before) {
                return new Unknown("{");
            }
            cursor.skipNewlines();
        }
        cursor.next();
        return new Elements(elements);
    }

    private Expression element() {
        Expression key = value();
        boolean expires = options();
        cursor.skipNewlines();
        Expression element = key;
        if (cursor.accept(':')) {
            cursor.skipNewlines();
            Optional<Action> action = verdict();
            element = new Entry(key, action.isPresent() ? new Verdict(action.get()) : value());
            expires |= options();
        }
        return expires ? new Expiring(element) : element;
    }

    /** Passes over what is said about an element; whether it goes away by itself, or is limited. */
    private boolean options() {
        boolean expires = false;
        while (cursor.peek().kind() == Token.Kind.WORD
                && OPTIONS.contains(cursor.peek().text())) {
            expires |= LIMITS.contains(cursor.next().text());
            while (isOfOption(cursor.peek())) {
                cursor.next();
            }
        }
        return expires;
    }

    private static boolean isOfOption(Token token) {
        boolean number = token.kind() == Token.Kind.WORD
                && Character.isDigit(token.text().charAt(0));
        return number || token.kind() == Token.Kind.STRING || token.isSymbol('/') || UNITS.contains(token.text());
    }

    /** A verdict, if one stands here. */
    Optional<Action> verdict() {
        Token token = cursor.peek();
        Optional<Action> action = token.kind() == Token.Kind.WORD ? VerdictWords.find(token.text()) : Optional.empty();
        if (action.isPresent()) {
            cursor.next();
        } else if (token.isWord("jump") || token.isWord("goto")) {
            cursor.next();
            String chain = cursor.peek().isName() ? cursor.next().text() : "";
            return Optional.of(token.isWord("jump") ? new Action.Jump(chain) : new Action.Goto(chain));
        }
        return action;
    }
}
