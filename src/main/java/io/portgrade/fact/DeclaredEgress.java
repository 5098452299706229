package io.portgrade.fact;

import io.portgrade.finding.Remediation;

/**
 * Packets to the destinations that pools declare.
 *
 * @param lost those that certainly do not get out
 * @param healing what lets them out
 */
public record DeclaredEgress(PortLoss lost, Remediation healing) {}
