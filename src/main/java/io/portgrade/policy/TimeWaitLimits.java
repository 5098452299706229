package io.portgrade.policy;

/**
 * How many connections of a host may be in TIME_WAIT; too many are more than both shares.
 *
 * @param ofConnections share of the connections that the host has opened, 0 to 1
 * @param ofPorts share of its usable ports, 0 to 1
 */
public record TimeWaitLimits(double ofConnections, double ofPorts) {}
