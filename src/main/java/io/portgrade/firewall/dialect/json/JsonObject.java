package io.portgrade.firewall.dialect.json;

import java.util.List;
import java.util.Optional;

/**
 * An object.
 *
 * @param members in the order of the text; no name comes twice
 * @param whole whether its closing brace was read: what is missing in one that is not may have been there
 */
public record JsonObject(List<Member> members, boolean whole, int line) implements JsonTree {

    /** A name and what it stands for. */
    public record Member(String name, JsonTree value) {}

    public JsonObject {
        members = List.copyOf(members);
    }

    public Optional<JsonTree> find(String name) {
        for (Member member : members) {
            if (member.name().equals(name)) {
                return Optional.of(member.value());
            }
        }
        return Optional.empty();
    }

    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** Empty when there is no such member, or when it is something else. */
    public Optional<JsonObject> findObject(String name) {
        return find(name).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** Empty when there is no such member, or when it is something else. */
    public Optional<JsonArray> findArray(String name) {
        return find(name).filter(JsonArray.class::isInstance).map(JsonArray.class::cast);
    }

    /** Empty when there is no such member, or when it is something else. */
    public Optional<String> findText(String name) {
        return find(name).filter(JsonText.class::isInstance).map(value -> ((JsonText) value).value());
    }

    @Override
    public String excerpt() {
        return "{…}";
    }
}
