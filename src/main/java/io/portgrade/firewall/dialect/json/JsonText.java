package io.portgrade.firewall.dialect.json;

import io.portgrade.ingest.text.Excerpt;

/** A string. */
public record JsonText(String value, int line) implements JsonTree {

    @Override
    public String excerpt() {
        return Excerpt.of(value);
    }
}
