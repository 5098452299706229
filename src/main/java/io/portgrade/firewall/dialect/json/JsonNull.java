package io.portgrade.firewall.dialect.json;

/** {@code null}. */
public record JsonNull(int line) implements JsonTree {

    @Override
    public String excerpt() {
        return "null";
    }
}
