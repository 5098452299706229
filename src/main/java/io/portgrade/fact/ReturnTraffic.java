package io.portgrade.fact;

import io.portgrade.finding.Remediation;

/**
 * Replies to connections that the host opens from its usable ports, as far as firewalls do not let them all in.
 *
 * @param lost those that certainly do not get in
 * @param uncertain those of which it is not known
 * @param healing what lets in the lost ones
 */
public record ReturnTraffic(PortLoss lost, PortLoss uncertain, Remediation healing) {

    /** For the uncertain ones, which no rule can be known to mend. */
    public Remediation clarification() {
        return Remediation.advise(
                "Accept replies by their state (established, related) before the rules that evidence names,"
                        + " or send what they depend on: host.interface, host.addresses, and the destinations as pools.");
    }
}
