package io.portgrade.snapshot;

/**
 * A line of a pool's configuration, as submitted in text.
 *
 * @param name as the framework calls it, or as it stands there
 * @param value without surrounding blanks
 */
public record PoolStatement(String name, String value, SourceLocation source) {}
