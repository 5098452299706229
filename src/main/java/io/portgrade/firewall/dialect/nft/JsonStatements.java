package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.Family;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.nft.Statement.Anything;
import io.portgrade.firewall.dialect.nft.Statement.Aside;
import io.portgrade.firewall.dialect.nft.Statement.Condition;
import io.portgrade.firewall.dialect.nft.Statement.Decision;
import io.portgrade.firewall.dialect.nft.Statement.Extension;
import io.portgrade.firewall.dialect.nft.Statement.Perhaps;
import io.portgrade.firewall.dialect.nft.Statement.Reject;
import io.portgrade.firewall.dialect.nft.Statement.Translation;
import io.portgrade.firewall.dialect.nft.Statement.Unreadable;
import io.portgrade.firewall.dialect.nft.Statement.VerdictMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements as {@code nft -j} writes them. {@code libnftables-json(5), STATEMENTS}. */
final class JsonStatements {

    private static final Set<String> COUNTED = Set.of("limit", "quota", "ct count");

    private JsonStatements() {}

    static Statement of(JsonTree tree) {
        String text = OneLine.of(tree);
        if (!(tree instanceof JsonObject object) || object.members().size() != 1) {
            return new Unreadable(text);
        }
        String name = object.members().get(0).name();
        JsonObject body = object.findObject(name).orElse(null);
        return switch (name) {
            case "match" -> body == null ? new Unreadable(text) : match(body, text);
            case "vmap" -> body == null ? new Unreadable(text) : verdictMap(body, text);
            case "reject" -> reject(body);
            case "snat", "masquerade" -> translation(true, body, text);
            case "dnat", "redirect" -> translation(false, body, text);
            case "notrack" -> new Decision(new Action.NoTrack());
            case "counter", "log", "dup", "flow", "last", "reset", "secmark", "tunnel" -> new Aside();
            case "mangle" -> body == null ? new Unreadable(text) : mangle(body, text);
            case "ct helper", "ct timeout", "ct expectation" -> new Aside();
            case "limit", "quota", "ct count" -> new Perhaps(text);
            case "set", "map", "meter" -> isCounted(body) ? new Perhaps(text) : new Aside();
            case "queue", "tproxy", "synproxy", "fwd" -> new Anything(text);
            case "xt" -> extension(body, text);
            default -> verdict(tree, text);
        };
    }

    private static Statement mangle(JsonObject body, String text) {
        return Assignments.of(
                expression(body, "key"),
                () -> body.find("value").map(MarkValue::bits).orElse(Action.Mark.ANY),
                text);
    }

    private static Statement verdict(JsonTree tree, String text) {
        Optional<Action> action = JsonExpressions.verdict(tree);
        return action.isPresent() ? new Decision(action.get()) : new Unreadable(text);
    }

    private static Statement match(JsonObject body, String text) {
        Expression left = expression(body, "left");
        Expression right = expression(body, "right");
        String op = body.findText("op").orElse("in");
        Operator operator =
                op.equals("in") ? Operator.IMPLICIT : Operator.find(op).orElse(null);
        if (operator == null || left == null || right == null) {
            return new Unreadable(text);
        }
        Condition condition = new Condition(left, operator, right, text);
        return right instanceof Expression.Value value ? RuleParser.ordered(condition, value.text()) : condition;
    }

    private static Statement verdictMap(JsonObject body, String text) {
        Expression key = expression(body, "key");
        Expression data = expression(body, "data");
        return key == null || data == null ? new Unreadable(text) : new VerdictMap(key, data, text);
    }

    private static @Nullable Expression expression(@Nullable JsonObject body, String name) {
        return body == null ? null : body.find(name).map(JsonExpressions::of).orElse(null);
    }

    private static Statement reject(@Nullable JsonObject body) {
        String type = body == null ? "" : JsonExpressions.word(body, "type");
        Family family = type.equals("icmp") ? Family.IPV4 : type.equals("icmpv6") ? Family.IPV6 : null;
        return new Reject(family, type.startsWith("tcp"));
    }

    private static Statement translation(boolean source, @Nullable JsonObject body, String text) {
        if (body != null && body.has("type_flags")) {
            return new Anything(text);
        }
        boolean random = body != null
                && JsonExpressions.words(body, "flags").stream().anyMatch(flag -> !flag.equals("persistent"));
        return new Translation(source, expression(body, "addr"), expression(body, "port"), random, text);
    }

    private static boolean isCounted(@Nullable JsonObject body) {
        if (body == null) {
            return false;
        }
        boolean one = body.findObject("stmt").filter(JsonStatements::limits).isPresent();
        boolean any = body.findArray("stmt")
                .filter(array -> array.objects().stream().anyMatch(JsonStatements::limits))
                .isPresent();
        return one || any;
    }

    private static boolean limits(JsonObject statement) {
        return statement.members().stream().anyMatch(member -> COUNTED.contains(member.name()));
    }

    private static Statement extension(@Nullable JsonObject body, String text) {
        String name = body == null ? "?" : JsonExpressions.word(body, "name");
        String type = body == null ? "?" : JsonExpressions.word(body, "type");
        return new Extension(!type.equals("match"), name, text);
    }
}
