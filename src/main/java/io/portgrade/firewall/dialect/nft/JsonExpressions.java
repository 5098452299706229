package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonBoolean;
import io.portgrade.firewall.dialect.json.JsonNumber;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonText;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.nft.Expression.Bits;
import io.portgrade.firewall.dialect.nft.Expression.Concatenation;
import io.portgrade.firewall.dialect.nft.Expression.Elements;
import io.portgrade.firewall.dialect.nft.Expression.Entry;
import io.portgrade.firewall.dialect.nft.Expression.Expiring;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import io.portgrade.firewall.dialect.nft.Expression.Masked;
import io.portgrade.firewall.dialect.nft.Expression.Range;
import io.portgrade.firewall.dialect.nft.Expression.SetName;
import io.portgrade.firewall.dialect.nft.Expression.Unknown;
import io.portgrade.firewall.dialect.nft.Expression.Value;
import io.portgrade.firewall.dialect.nft.Expression.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Expressions as {@code nft -j} writes them. {@code libnftables-json(5), EXPRESSIONS}. */
final class JsonExpressions {

    private JsonExpressions() {}

    static Expression of(JsonTree tree) {
        if (tree instanceof JsonText text) {
            return text.value().startsWith("@") ? new SetName(text.value().substring(1)) : new Value(text.value());
        }
        if (tree instanceof JsonNumber number) {
            return new Value(number.text());
        }
        if (tree instanceof JsonBoolean exists) {
            return new Value(exists.value() ? "exists" : "missing");
        }
        if (tree instanceof JsonArray array) {
            return new Bits(all(array));
        }
        boolean single = tree instanceof JsonObject object && object.members().size() == 1;
        return single ? ofMember(((JsonObject) tree).members().get(0)) : unknown(tree);
    }

    private static Expression ofMember(JsonObject.Member member) {
        JsonTree value = member.value();
        if (value instanceof JsonArray array) {
            return ofList(member.name(), array);
        }
        if (!(value instanceof JsonObject object)) {
            return member.name().equals("set") ? new Elements(List.of(of(value))) : unknown(value);
        }
        return switch (member.name()) {
            case "payload" -> payload(object);
            case "meta" -> new Field("meta " + word(object, "key"));
            case "ct" -> new Field("ct " + (object.has("dir") ? word(object, "dir") + " " : "") + word(object, "key"));
            case "fib" -> fib(object);
            case "exthdr" -> new Field(word(object, "name") + " " + word(object, "field"));
            case "prefix" -> new Value(word(object, "addr") + "/" + word(object, "len"));
            case "elem" -> element(object);
            case "tcp option", "ip option" -> option(member.name(), object);
            case "rt", "socket", "osf", "numgen", "jhash", "symhash", "ipsec" -> new Field(member.name());
            default -> unknown(value);
        };
    }

    private static Expression ofList(String name, JsonArray array) {
        List<Expression> parts = name.equals("set") ? elements(array) : all(array);
        boolean pair = parts.size() == 2;
        return switch (name) {
            case "set" -> new Elements(parts);
            case "concat" -> new Concatenation(parts);
            case "|" -> new Bits(parts.stream().flatMap(JsonExpressions::bits).toList());
            case "&" -> pair ? new Masked(parts.get(0), parts.get(1)) : unknown(array);
            case "range" ->
                pair && parts.get(0) instanceof Value low && parts.get(1) instanceof Value high
                        ? new Range(low.text(), high.text())
                        : unknown(array);
            default -> unknown(array);
        };
    }

    private static java.util.stream.Stream<Expression> bits(Expression part) {
        return part instanceof Bits several ? several.bits().stream() : java.util.stream.Stream.of(part);
    }

    private static List<Expression> all(JsonArray array) {
        List<Expression> all = new ArrayList<>(array.elements().size());
        array.elements().forEach(each -> all.add(of(each)));
        return all;
    }

    /** Of a set, or of a map, where an element is a pair. */
    static List<Expression> elements(JsonArray array) {
        List<Expression> all = new ArrayList<>(array.elements().size());
        for (JsonTree each : array.elements()) {
            boolean pair = each instanceof JsonArray entry && entry.elements().size() == 2;
            all.add(pair ? entry(((JsonArray) each).elements()) : of(each));
        }
        if (!array.whole()) {
            all.add(new Unknown("what is missing"));
        }
        return all;
    }

    private static Expression entry(List<JsonTree> pair) {
        Expression key = of(pair.get(0));
        Optional<Action> action = verdict(pair.get(1));
        Expression value = action.isPresent() ? new Verdict(action.get()) : of(pair.get(1));
        return key instanceof Expiring expiring
                ? new Expiring(new Entry(expiring.element(), value))
                : new Entry(key, value);
    }

    /** <code>{"accept": null}</code>, <code>{"jump": {"target": "x"}}</code>. */
    static Optional<Action> verdict(JsonTree tree) {
        if (!(tree instanceof JsonObject object) || object.members().size() != 1) {
            return Optional.empty();
        }
        String name = object.members().get(0).name();
        if (!name.equals("jump") && !name.equals("goto")) {
            return VerdictWords.find(name);
        }
        String target =
                object.findObject(name).flatMap(to -> to.findText("target")).orElse("");
        return Optional.of(name.equals("jump") ? new Action.Jump(target) : new Action.Goto(target));
    }

    private static Expression payload(JsonObject object) {
        return object.has("field")
                ? new Field(word(object, "protocol") + " " + word(object, "field"))
                : new Field("@" + word(object, "base"));
    }

    private static Expression option(String kind, JsonObject object) {
        String field = object.has("field") ? " " + word(object, "field") : "";
        return new Field(kind + " " + word(object, "name") + field);
    }

    /** One word or several, as nft writes them. */
    static List<String> words(JsonObject body, String name) {
        List<String> words = new ArrayList<>();
        body.findText(name).ifPresent(words::add);
        body.findArray(name)
                .ifPresent(array -> array.elements().stream()
                        .filter(JsonText.class::isInstance)
                        .forEach(each -> words.add(((JsonText) each).value())));
        return words;
    }

    private static Expression fib(JsonObject object) {
        return new Field("fib " + String.join(".", words(object, "flags")) + " " + word(object, "result"));
    }

    private static Expression element(JsonObject object) {
        Expression value = object.find("val").map(JsonExpressions::of).orElseGet(() -> unknown(object));
        boolean expires = object.has("timeout") || object.has("expires") || object.has("limit") || object.has("quota");
        return expires ? new Expiring(value) : value;
    }

    private static Expression unknown(JsonTree tree) {
        return new Unknown(tree.excerpt());
    }

    /** A member that is a text or a number; a question mark for anything else. */
    static String word(JsonObject object, String name) {
        return object.find(name).map(JsonExpressions::word).orElse("?");
    }

    private static String word(JsonTree tree) {
        return of(tree) instanceof Value value ? value.text() : "?";
    }
}
