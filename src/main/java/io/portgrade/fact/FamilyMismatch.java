package io.portgrade.fact;

import io.portgrade.finding.Remediation;

/**
 * Replies that firewalls let in over one version of IP and not over the other.
 *
 * @param lost over the version that loses them
 * @param passing the version that does not, {@code IPv4} or {@code IPv6}
 * @param healing what lets them in
 */
public record FamilyMismatch(PortLoss lost, String passing, Remediation healing) {}
