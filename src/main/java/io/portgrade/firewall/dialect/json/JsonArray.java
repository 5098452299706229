package io.portgrade.firewall.dialect.json;

import java.util.List;

/**
 * An array.
 *
 * @param whole whether its closing bracket was read: in one that is not, more elements may have followed
 */
public record JsonArray(List<JsonTree> elements, boolean whole, int line) implements JsonTree {

    public JsonArray {
        elements = List.copyOf(elements);
    }

    /** Those elements that are objects. */
    public List<JsonObject> objects() {
        return elements.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    @Override
    public String excerpt() {
        return "[…]";
    }
}
