package io.portgrade.snapshot;

/**
 * A text as it was submitted, from which a page shows a line among its neighbours.
 *
 * @param source as in {@link SourceLocation#source()}
 */
public record SourceText(String source, String text) {}
