package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import io.portgrade.firewall.dialect.nft.Statement.Anything;
import io.portgrade.firewall.dialect.nft.Statement.Aside;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import io.portgrade.firewall.dialect.nft.Statement.Extension;
import io.portgrade.firewall.dialect.nft.Statement.Perhaps;
import io.portgrade.firewall.dialect.nft.Statement.Reject;
import io.portgrade.firewall.dialect.nft.Statement.Translation;
import io.portgrade.firewall.dialect.nft.Statement.Unreadable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements that are neither comparisons nor verdicts. {@code nft(8), STATEMENTS}. */
final class StatementParser {

    private static final Set<String> OF_LOG = Set.of("prefix", "level", "group", "snaplen", "queue-threshold", "flags");
    private static final Set<String> OF_FLAGS = Set.of("tcp", "ip", "sequence", "options", "skuid", "ether", "all");
    private static final Set<String> OF_NAT = Set.of("random", "fully-random", "persistent");
    private static final Set<String> COUNTED = Set.of("limit", "quota", "count", "connlimit");

    private final Cursor cursor;
    private final ValueParser values;
    private final FieldParser fields;

    StatementParser(Cursor cursor, ValueParser values, FieldParser fields) {
        this.cursor = cursor;
        this.values = values;
        this.fields = fields;
    }

    Statement statement() {
        Token first = cursor.next();
        if (first.kind() != Token.Kind.WORD) {
            return new Unreadable(cursor.textSince(first));
        }
        return switch (first.text()) {
            case "counter" -> counter();
            case "log" -> log();
            case "comment" -> aside();
            case "limit", "quota" -> rate(first);
            case "ct", "connlimit" -> rate(first);
            case "last" -> last();
            case "notrack" -> new Decision(new Action.NoTrack());
            case "reject" -> reject();
            case "snat", "masquerade" -> translation(true, first);
            case "dnat", "redirect" -> translation(false, first);
            case "queue", "tproxy", "synproxy", "fwd" -> rest(first);
            case "dup" -> duplicate();
            case "flow" -> flow();
            case "add", "update", "delete", "set", "meter" -> setChange(first);
            case "xt" -> extension(first);
            case "reset" -> reset(first);
            default -> new Unreadable(cursor.textSince(first));
        };
    }

    /** One more word, and nothing that matters. */
    private Statement aside() {
        cursor.next();
        return new Aside();
    }

    private Statement counter() {
        if (cursor.accept("name")) {
            skipAssigned();
        }
        while (cursor.isAt("packets") || cursor.isAt("bytes")) {
            cursor.next();
            cursor.next();
        }
        return new Aside();
    }

    private Statement last() {
        if (cursor.accept("used")) {
            cursor.next();
        }
        return new Aside();
    }

    private Statement log() {
        while (cursor.peek().kind() == Token.Kind.WORD
                && OF_LOG.contains(cursor.peek().text())) {
            if (!cursor.next().isWord("flags")) {
                cursor.next();
            }
            while (cursor.peek().kind() == Token.Kind.WORD
                    && OF_FLAGS.contains(cursor.peek().text())
                    && isFlag()) {
                cursor.next();
                cursor.accept(',');
            }
        }
        return new Aside();
    }

    /** Not the {@code tcp} or {@code ip} of a condition that comes next. */
    private boolean isFlag() {
        Token after = cursor.peek(1);
        return !cursor.isAt("tcp") && !cursor.isAt("ip") || after.isWord("sequence") || after.isWord("options");
    }

    /** {@code limit rate over 10 mbytes/second burst 5 packets}, {@code quota over 5 mbytes used 1 bytes}. */
    private Statement rate(Token first) {
        Token token = cursor.peek();
        while (token.isSymbol('/') || token.isName() && isOfRate(token)) {
            cursor.next();
            token = cursor.peek();
        }
        return new Perhaps(cursor.textSince(first));
    }

    private static boolean isOfRate(Token token) {
        int slash = token.text().indexOf('/');
        String unit = slash < 0 ? token.text() : token.text().substring(0, slash);
        return token.kind() == Token.Kind.STRING
                || Character.isDigit(unit.charAt(0))
                || switch (unit) {
                    case "rate", "over", "until", "burst", "packets", "bytes", "kbytes", "mbytes", "used", "name" ->
                        true;
                    case "second", "minute", "hour", "day", "week", "count" -> true;
                    default -> false;
                };
    }

    private Statement reject() {
        Family family = null;
        boolean tcp = false;
        if (cursor.accept("with")) {
            tcp = cursor.isAt("tcp");
            family = cursor.isAt("icmp") ? Family.IPV4 : cursor.isAt("icmpv6") ? Family.IPV6 : null;
            cursor.next();
            cursor.accept("type");
            cursor.next();
        }
        return new Reject(family, tcp);
    }

    private Statement translation(boolean source, Token first) {
        boolean family = (cursor.isAt("ip") || cursor.isAt("ip6"))
                && (cursor.peek(1).isWord("to")
                        || cursor.peek(1).isWord("addr")
                        || cursor.peek(1).isWord("prefix"));
        if (family) {
            cursor.next();
        }
        boolean plain = !cursor.isAt("addr") && !cursor.isAt("prefix") && !cursor.isAt("interval");
        Expression address = null;
        Expression port = null;
        if (!plain) {
            return rest(first);
        }
        boolean bare = !cursor.endsStatement() && (first.isWord("snat") || first.isWord("dnat"));
        if (cursor.accept("to") || bare) {
            boolean computed = fields.isAtField();
            address = computed ? computed() : cursor.isAt(':') ? null : values.value();
            port = cursor.accept(':') ? values.value() : null;
        }
        boolean random = isRandom();
        return new Translation(source, address, port, random, cursor.textSince(first));
    }

    private Expression computed() {
        skipAssigned();
        return new Unknown("map");
    }

    /** By the flags that stand here, which are passed over. */
    private boolean isRandom() {
        boolean random = false;
        while (cursor.peek().kind() == Token.Kind.WORD
                && OF_NAT.contains(cursor.peek().text())) {
            random |= !cursor.next().isWord("persistent");
            cursor.accept(',');
        }
        return random;
    }

    private Statement rest(Token first) {
        cursor.skipStatement();
        return new Anything(cursor.textSince(first));
    }

    private Statement duplicate() {
        cursor.accept("to");
        values.value();
        if (cursor.accept("device")) {
            values.value();
        }
        return new Aside();
    }

    private Statement flow() {
        cursor.next();
        values.value();
        return new Aside();
    }

    /** {@code reset tcp option fastopen} */
    private Statement reset(Token first) {
        boolean option =
                cursor.accept("tcp") && cursor.accept("option") && cursor.peek().isName();
        return option ? aside() : new Unreadable(cursor.textSince(first));
    }

    /** Adds to a set, or counts in it: {@code add @seen { ip saddr limit rate 5/second }}, and as it was written before. */
    private Statement setChange(Token first) {
        boolean counted = false;
        int depth = 0;
        while (!cursor.isAtEnd() && !(depth == 0 && (cursor.endsStatement() || isVerdict(cursor.peek())))) {
            Token token = cursor.next();
            counted |= token.kind() == Token.Kind.WORD && COUNTED.contains(token.text());
            depth += token.isSymbol('{') ? 1 : token.isSymbol('}') ? -1 : 0;
            if (depth == 0 && token.isSymbol('}')) {
                break;
            }
        }
        return counted ? new Perhaps(cursor.textSince(first)) : new Aside();
    }

    private static boolean isVerdict(Token token) {
        return token.kind() == Token.Kind.WORD
                && (VerdictWords.find(token.text()).isPresent() || token.isWord("jump") || token.isWord("goto"));
    }

    private Statement extension(Token first) {
        boolean target = cursor.isAt("target") || cursor.isAt("watcher");
        cursor.next();
        @Nullable String name = cursor.peek().isName() ? cursor.next().text() : null;
        return name == null
                ? new Unreadable(cursor.textSince(first))
                : new Extension(target, name, cursor.textSince(first));
    }

    /** Passes over a value that is computed: {@code meta mark or 0x1}, {@code tcp dport map @marks}. */
    void skipAssigned() {
        boolean more = true;
        while (more && !cursor.endsStatement()) {
            if (fields.isAtField()) {
                fields.fields();
            } else {
                values.values();
            }
            more = cursor.accept("map") || isOperation();
        }
    }

    private boolean isOperation() {
        Token token = cursor.peek();
        boolean operation = token.isWord("and")
                || token.isWord("or")
                || token.isWord("xor")
                || token.isSymbol('&')
                || token.isSymbol('|')
                || token.isSymbol('^')
                || token.isSymbol(':')
                || token.isSymbol('/')
                || token.kind() == Token.Kind.SYMBOL && token.text().length() == 2;
        if (operation) {
            cursor.next();
        }
        return operation;
    }
}
