package io.portgrade.firewall.remedy;

import java.util.Optional;

/** Adds an element to an array of a JSON document, leaving everything else as it stands. */
final class JsonInsertion {

    private final String json;
    private int at;

    private JsonInsertion(String json) {
        this.json = json;
    }

    /**
     * Behind the last element of an array.
     *
     * @param pointer to the array (RFC 6901)
     * @return empty when it points to no array
     */
    static Optional<String> append(String json, String pointer, String element) {
        JsonInsertion document = new JsonInsertion(json);
        return document.enterAll(pointer) ? Optional.of(document.with(element)) : Optional.empty();
    }

    static boolean pointsToArray(String json, String pointer) {
        return new JsonInsertion(json).enterAll(pointer);
    }

    /** Moves to the array that a pointer names. */
    private boolean enterAll(String pointer) {
        String[] steps =
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1);
        for (String step : steps) {
            if (!enter(step.replace("~1", "/").replace("~0", "~"))) {
                return false;
            }
        }
        return peek() == '[';
    }

    private String with(String element) {
        int start = at;
        skipValue();
        int end = at - 1;
        boolean empty = json.substring(start + 1, Math.max(start + 1, end)).isBlank();
        return json.substring(0, end).stripTrailing() + (empty ? "" : ",") + "\n" + element + "\n"
                + json.substring(end);
    }

    /** Moves to a member of the object, or an element of the array, that stands here. */
    private boolean enter(String step) {
        char open = peek();
        if (open != '{' && open != '[') {
            return false;
        }
        at++;
        int index = 0;
        while (peek() != '}' && peek() != ']' && peek() != 0) {
            String name = open == '{' ? name() : Integer.toString(index);
            if (name.equals(step)) {
                return true;
            }
            skipValue();
            if (peek() == ',') {
                at++;
            }
            index++;
        }
        return false;
    }

    private String name() {
        peek();
        int start = at + 1;
        skipString();
        String name = json.substring(Math.min(start, at), Math.max(start, at - 1));
        if (peek() == ':') {
            at++;
        }
        return name;
    }

    private void skipValue() {
        int depth = 0;
        do {
            char c = peek();
            if (c == '"') {
                skipString();
            } else {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                at++;
                if (depth == 0 && c != '}' && c != ']') {
                    skipWord();
                }
            }
        } while (depth > 0 && at < json.length());
    }

    private void skipWord() {
        while (at < json.length() && ",]}:".indexOf(json.charAt(at)) < 0) {
            at++;
        }
    }

    private void skipString() {
        at++;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(json.length(), at + 1);
    }

    /** The next character that is not blank; 0 at the end. */
    private char peek() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : 0;
    }
}
