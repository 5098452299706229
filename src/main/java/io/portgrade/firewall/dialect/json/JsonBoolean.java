package io.portgrade.firewall.dialect.json;

/** {@code true} or {@code false}. */
public record JsonBoolean(boolean value, int line) implements JsonTree {

    @Override
    public String excerpt() {
        return Boolean.toString(value);
    }
}
