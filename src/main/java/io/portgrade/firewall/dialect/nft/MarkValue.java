package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.Action;
import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;
import io.portgrade.firewall.dialect.nft.Expression.Field;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What a rule makes of a packet's mark: the bits that it may set, whatever it leaves or takes away. */
final class MarkValue {

    static final Field FIELD = new Field("meta mark");

    private static final Set<String> ADD = Set.of("or", "xor", "|", "^");
    private static final Set<String> TAKE = Set.of("and", "&");

    private MarkValue() {}

    /** {@code 0x1}, {@code meta mark | 0x1}, {@code mark and 0xff xor 0x1}. */
    static int bits(String text) {
        String plain =
                text.replace("(", "").replace(")", "").replace("meta mark", "0").replace("mark", "0");
        Iterator<String> words = List.of(plain.strip().split("\\s+")).iterator();
        int bits = number(words.next());
        while (words.hasNext()) {
            String operation = words.next();
            String operand = words.hasNext() ? words.next() : "";
            if (ADD.contains(operation)) {
                bits |= number(operand);
            } else if (!TAKE.contains(operation)) {
                return Action.Mark.ANY;
            }
        }
        return bits;
    }

    /** The same as {@code nft -j} writes it. */
    static int bits(JsonTree value) {
        if (!(value instanceof JsonObject object)) {
            return JsonExpressions.of(value) instanceof Expression.Value number
                    ? number(number.text())
                    : Action.Mark.ANY;
        }
        if (JsonExpressions.of(object).equals(FIELD)) {
            return 0;
        }
        String operation =
                object.members().size() == 1 ? object.members().get(0).name() : "";
        List<JsonTree> operands =
                object.findArray(operation).map(JsonArray::elements).orElse(List.of());
        if (TAKE.contains(operation) && operands.size() == 2) {
            return bits(operands.get(0));
        }
        return ADD.contains(operation) && !operands.isEmpty()
                ? operands.stream().mapToInt(MarkValue::bits).reduce(0, (some, more) -> some | more)
                : Action.Mark.ANY;
    }

    private static int number(String text) {
        return Numbers.findBits(text).orElse(Action.Mark.ANY);
    }
}
