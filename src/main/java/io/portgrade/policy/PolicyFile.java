package io.portgrade.policy;

/**
 * A policy as written.
 *
 * @param path for messages
 * @param text YAML 1.2
 */
public record PolicyFile(String path, String text) {}
