package io.portgrade.firewall.dialect.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.portgrade.firewall.dialect.json.JsonObject.Member;
import io.portgrade.ingest.text.Diagnostics;
import io.portgrade.ingest.text.Excerpt;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts values together as the parser comes by them, without recursion. */
final class TreeBuilder {

    /** Beyond this many members, comparing each with all others would take too long. */
    private static final int FEW = 16;

    /** An object or array whose end has not been read. */
    private static final class Open {

        private final boolean object;
        private final int line;
        private final List<Member> members = new ArrayList<>(4);
        private String name = "";

        Open(boolean object, int line) {
            this.object = object;
            this.line = line;
        }

        void put(JsonTree value) {
            members.add(new Member(name, value));
        }

        JsonTree close(boolean whole) {
            return object
                    ? new JsonObject(members, whole, line)
                    : new JsonArray(members.stream().map(Member::value).toList(), whole, line);
        }
    }

    private final Diagnostics diagnostics;
    private final List<JsonTree> roots = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int values;

    TreeBuilder(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    List<JsonTree> roots() {
        return roots;
    }

    int depth() {
        return open.size();
    }

    boolean isFull() {
        return values >= JsonDocuments.MAX_VALUES;
    }

    void add(JsonToken token, JsonParser parser, int line) throws IOException {
        values++;
        switch (token) {
            case START_OBJECT -> open.push(new Open(true, line));
            case START_ARRAY -> open.push(new Open(false, line));
            case END_OBJECT, END_ARRAY -> close(true);
            case FIELD_NAME -> open.element().name = parser.currentName();
            case VALUE_STRING -> put(new JsonText(parser.getText(), line));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> put(new JsonNumber(parser.getText(), line));
            case VALUE_TRUE, VALUE_FALSE -> put(new JsonBoolean(token == JsonToken.VALUE_TRUE, line));
            default -> put(new JsonNull(line));
        }
    }

    /** Ends everything that is open, where no end was read. */
    void cut() {
        while (!open.isEmpty()) {
            close(false);
        }
    }

    private void close(boolean whole) {
        Open closed = open.pop();
        if (closed.object) {
            removeRepeated(closed);
        }
        put(closed.close(whole));
    }

    private void put(JsonTree value) {
        if (open.isEmpty()) {
            roots.add(value);
        } else {
            open.element().put(value);
        }
    }

    /** Of members of one name the last counts, as with most readers of JSON (RFC 8259, section 4). */
    private void removeRepeated(Open closed) {
        if (!hasRepeated(closed.members)) {
            return;
        }
        Map<String, Member> byName = new LinkedHashMap<>();
        for (Member member : closed.members) {
            if (byName.put(member.name(), member) != null) {
                diagnostics.at(
                        member.value().line(),
                        "given twice in one object, the last counts: " + Excerpt.of(member.name()));
            }
        }
        Collection<Member> last = byName.values();
        closed.members.clear();
        closed.members.addAll(last);
    }

    private static boolean hasRepeated(List<Member> members) {
        if (members.size() > FEW) {
            return members.stream().map(Member::name).distinct().count() < members.size();
        }
        for (int i = 1; i < members.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (members.get(i).name().equals(members.get(j).name())) {
                    return true;
                }
            }
        }
        return false;
    }
}
