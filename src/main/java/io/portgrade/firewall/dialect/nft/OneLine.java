package io.portgrade.firewall.dialect.nft;

import io.portgrade.firewall.dialect.json.JsonArray;
import io.portgrade.firewall.dialect.json.JsonObject;
import io.portgrade.firewall.dialect.json.JsonTree;

/** JSON as a rule's text: on one line, and no longer than anyone reads. */
final class OneLine {

    private static final int LONGEST = 400;

    private final StringBuilder text = new StringBuilder();

    private OneLine() {}

    static String of(JsonTree tree) {
        OneLine line = new OneLine();
        line.add(tree);
        return line.text.length() > LONGEST ? line.text.substring(0, LONGEST) + "…" : line.text.toString();
    }

    private void add(JsonTree tree) {
        if (text.length() > LONGEST) {
            return;
        }
        String separator = "";
        if (tree instanceof JsonObject object) {
            text.append('{');
            for (JsonObject.Member member : object.members()) {
                text.append(separator).append('"').append(member.name()).append("\": ");
                add(member.value());
                separator = ", ";
            }
            text.append('}');
        } else if (tree instanceof JsonArray array) {
            text.append('[');
            for (JsonTree element : array.elements()) {
                text.append(separator);
                add(element);
                separator = ", ";
            }
            text.append(']');
        } else {
            text.append(tree.excerpt());
        }
    }
}
