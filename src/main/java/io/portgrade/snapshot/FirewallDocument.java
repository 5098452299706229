package io.portgrade.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The rules of one firewall as submitted.
 *
 * @param source its path, or {@code firewall[0]} where it has none
 * @param format null when it is to be detected
 * @param text lines that end with LF
 */
public record FirewallDocument(String source, @Nullable FirewallFormat format, String text) {}
