package io.portgrade.fact;

/**
 * That pools state how many connections they hold open; rules about {@link CapacityUse} need it to tell no trouble from no
 * data.
 *
 * @param destinations how many destinations have a known number, for each source address
 */
public record DeclaredConnections(int destinations) {}
