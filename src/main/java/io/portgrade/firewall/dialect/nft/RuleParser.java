package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Chain;
import io.portgrade.firewall.dialect.nft.Expression.Masked;
import io.portgrade.firewall.dialect.nft.Expression.Range;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Statement.Anything;
import io.portgrade.firewall.dialect.nft.Statement.Aside;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import io.portgrade.firewall.dialect.nft.Statement.Unreadable;
import io.portgrade.firewall.dialect.nft.Statement.VerdictMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a rule. What cannot be read ends it. */
final class RuleParser {

    /** Chains without a name in one another; nft 1.0.6 takes fewer. */
    private static final int DEEPEST = 8;

    /** What iptables-nft's extensions leave behind in the output of an nft that cannot show them. */
    private static final List<String> HIDDEN = List.of("xt_", "match", "recent:", "limit:", "target");

    private static final Set<String> VERDICT_WORDS =
            Set.of("accept", "drop", "reject", "return", "continue", "jump", "goto", "queue");

    private final Cursor cursor;
    private final ValueParser values;
    private final FieldParser fields;
    private final StatementParser others;

    RuleParser(Cursor cursor, ValueParser values) {
        this.cursor = cursor;
        this.values = values;
        this.fields = new FieldParser(cursor, values);
        this.others = new StatementParser(cursor, values, fields);
    }

    /**
     * The rule that begins here, up to its end.
     *
     * @param table to which chains without a name are added that stand in the rule
     */
    RuleDraft rule(TableDraft table) {
        return rule(table, 0);
    }

    private RuleDraft rule(TableDraft table, int depth) {
        Token first = cursor.peek();
        List<Statement> statements = new ArrayList<>(4);
        while (!cursor.endsStatement()) {
            Statement statement = leadsToBlock() ? block(table, depth) : statement();
            if (!(statement instanceof Aside)) {
                statements.add(statement);
            }
            if (statement instanceof Unreadable) {
                cursor.skipBrokenLine();
            }
        }
        String text = cursor.textSince(first);
        Token end = cursor.peek();
        if (end.kind() == Token.Kind.NEWLINE && hides(end.text(), statements)) {
            String whole = text + " #" + end.text().stripTrailing();
            statements.add(new Unreadable(whole));
            return new RuleDraft(statements, first.line(), whole, null);
        }
        return new RuleDraft(statements, first.line(), text, handle(end));
    }

    private boolean leadsToBlock() {
        return (cursor.isAt("jump") || cursor.isAt("goto")) && cursor.peek(1).isSymbol('{');
    }

    /** {@code jump { tcp dport 80 accept; drop; }}: a chain that only this rule comes to, and that has no name. */
    private Statement block(TableDraft table, int depth) {
        Token verdict = cursor.next();
        if (depth == DEEPEST) {
            cursor.skipStatement();
            return new Unreadable(cursor.textSince(verdict));
        }
        cursor.next();
        String name =
                "block" + Chain.MADE + verdict.line() + ", " + table.chains().size();
        List<RuleDraft> rules = table.chain(name, verdict.line()).rules();
        while (!cursor.isAtEnd() && !cursor.accept('}')) {
            if (cursor.endsStatement()) {
                cursor.next();
            } else {
                rules.add(rule(table, depth + 1));
            }
        }
        if (cursor.isAtEnd()) {
            String missing = "what is missing at the end of a chain";
            rules.add(new RuleDraft(List.of(new Anything(missing)), verdict.line(), missing, null));
        }
        return new Decision(verdict.isWord("jump") ? new Action.Jump(name) : new Action.Goto(name));
    }

    /** Whether a comment is what nft prints for parts of the rule. */
    private static boolean hides(String comment, List<Statement> statements) {
        String words = comment.strip();
        if (HIDDEN.stream().noneMatch(words::startsWith)) {
            return false;
        }
        boolean decided = !statements.isEmpty() && !(statements.get(statements.size() - 1) instanceof Condition);
        return words.startsWith("xt_") || !decided && containsVerdict(words);
    }

    private static boolean containsVerdict(String words) {
        for (String word : words.split(" ", -1)) {
            if (VERDICT_WORDS.contains(word) || word.equals("counter")) {
                return true;
            }
        }
        return false;
    }

    /** As {@code nft -a} prints it: {@code # handle 7}. */
    private static @Nullable String handle(Token end) {
        String words = end.kind() == Token.Kind.NEWLINE ? end.text().strip() : "";
        return words.startsWith("handle ") ? words.substring("handle ".length()).strip() : null;
    }

    private Statement statement() {
        Token first = cursor.peek();
        Optional<Action> verdict =
                first.isWord("reject") || first.isWord("queue") ? Optional.empty() : values.verdict();
        if (verdict.isPresent()) {
            return new Decision(verdict.get());
        }
        boolean count = first.isWord("ct") && cursor.peek(1).isWord("count");
        if (!count && (fields.isAtField() || first.isSymbol('('))) {
            return comparison(first);
        }
        return others.statement();
    }

    private Statement comparison(Token first) {
        Expression left = fields.fields();
        if (cursor.accept("set")) {
            Token value = cursor.peek();
            others.skipAssigned();
            return Assignments.of(left, () -> MarkValue.bits(cursor.textSince(value)), cursor.textSince(first));
        }
        if (cursor.accept("vmap")) {
            return new VerdictMap(left, values.value(), cursor.textSince(first));
        }
        Token token = cursor.peek();
        boolean ne = token.isWord("ne") || token.isWord("eq") || token.kind() == Token.Kind.SYMBOL;
        Operator operator = ne || token.isWord("lt") || token.isWord("gt") || token.isWord("le") || token.isWord("ge")
                ? Operator.find(token.text()).orElse(Operator.IMPLICIT)
                : Operator.IMPLICIT;
        if (operator != Operator.IMPLICIT) {
            cursor.next();
        }
        if (cursor.endsStatement()) {
            return new Unreadable(cursor.textSince(first));
        }
        return compared(first, left, operator, values.values());
    }

    private Statement compared(Token first, Expression left, Operator operator, Expression right) {
        if (cursor.accept('/')) {
            Expression after = values.values();
            if (right instanceof Value value && after instanceof Value length && startsWithDigit(length)) {
                Value prefix = new Value(value.text() + "/" + length.text());
                return new Condition(left, operator, prefix, cursor.textSince(first));
            }
            Expression masked = new Masked(left, after);
            Operator same = operator == Operator.IMPLICIT ? Operator.EQUAL : operator;
            return new Condition(masked, same, right, cursor.textSince(first));
        }
        if (right instanceof Value value && VERDICT_WORDS.contains(value.text())) {
            return new Unreadable(cursor.textSince(first));
        }
        if (right instanceof Unknown && !right.equals(new Unknown("range")) && isStuck()) {
            return new Unreadable(cursor.textSince(first));
        }
        Condition plain = new Condition(left, operator, right, cursor.textSince(first));
        return right instanceof Value value ? ordered(plain, value.text()) : plain;
    }

    /** {@code 0x10000000/8} is about the leading bits, {@code syn / fin,syn} about those that are named. */
    private static boolean startsWithDigit(Value value) {
        return !value.text().isEmpty() && Character.isDigit(value.text().charAt(0));
    }

    private boolean isStuck() {
        return cursor.peek().kind() == Token.Kind.SYMBOL && !cursor.endsStatement();
    }

    /** {@code > 1023} as a range; what is above a name is not known. */
    static Statement ordered(Condition condition, String limit) {
        OptionalLong number = Numbers.find(limit);
        Range range = switch (condition.operator()) {
            case LESS -> number.isEmpty() ? null : new Range("", Long.toString(number.getAsLong() - 1));
            case LESS_OR_EQUAL -> new Range("", limit);
            case GREATER -> number.isEmpty() ? null : new Range(Long.toString(number.getAsLong() + 1), "");
            case GREATER_OR_EQUAL -> new Range(limit, "");
            default -> null;
        };
        return range == null ? condition : new Condition(condition.left(), Operator.IMPLICIT, range, condition.text());
    }
}
