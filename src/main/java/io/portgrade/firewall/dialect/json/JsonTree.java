package io.portgrade.firewall.dialect.json;

/** A value of JSON (RFC 8259) and where it starts. */
public sealed interface JsonTree permits JsonObject, JsonArray, JsonText, JsonNumber, JsonBoolean, JsonNull {

    /** Counted from 1, in the whole text that was parsed. */
    int line();

    /** On one line and short, as diagnostics quote it; objects and arrays only by their kind. */
    String excerpt();
}
