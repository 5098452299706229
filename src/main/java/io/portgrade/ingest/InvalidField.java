package io.portgrade.ingest;

/**
 * A field of a request that holds what it must not.
 *
 * @param pointer JSON pointer (RFC 6901) to the field
 * @param message what is wrong and what is allowed
 */
public record InvalidField(String pointer, String message) {

    /** A name as it stands in a pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
