package io.portgrade.fact;

import io.portgrade.finding.Evidence;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.TimeWaitLimits;
import io.portgrade.snapshot.SocketState;
import java.util.List;
import java.util.Map;

/**
 * What the sockets of a host make of its usable ports. A connection counts as one that the host has opened when its local
 * port is usable: in the range, not reserved, and none at which something listens.
 *
 * @param states how many TCP sockets were listed in each state, those that others opened among them
 * @param destinations the most ports in use first
 * @param distinctPorts usable ports that any connection has
 * @param usablePorts E of the host
 * @param limits when TIME_WAITs are too many
 * @param fix of too many TIME_WAITs
 */
public record SocketUsage(
        Map<SocketState, Integer> states,
        List<DestinationUsage> destinations,
        int distinctPorts,
        int usablePorts,
        TimeWaitLimits limits,
        List<Evidence> evidence,
        Remediation fix) {

    public SocketUsage {
        states = Map.copyOf(states);
        destinations = List.copyOf(destinations);
        evidence = List.copyOf(evidence);
    }

    /** Those that the host has opened. */
    public int connections() {
        return destinations.stream().mapToInt(DestinationUsage::ports).sum();
    }

    /** Distinct ports over the usable ones, 0 to 1. */
    public double utilisation() {
        return DestinationUsage.share(distinctPorts, usablePorts);
    }

    /** Connections that the host has opened and that are in TIME_WAIT. */
    public int timeWait() {
        return destinations.stream().mapToInt(DestinationUsage::timeWait).sum();
    }

    /** The same without those whose ports can be taken again. */
    public int heldByTimeWait() {
        return destinations.stream()
                .mapToInt(usage -> usage.timeWait() - usage.reusable())
                .sum();
    }

    /** Connections that the host has opened and whose state is not known. */
    public int untold() {
        return destinations.stream().mapToInt(DestinationUsage::untold).sum();
    }

    /** Whether TIME_WAIT dominates if connections of which it is not known are in it, and not otherwise. */
    boolean mayBeTimeWaitDominant() {
        int held = destinations.stream()
                .map(DestinationUsage::allInTimeWait)
                .mapToInt(usage -> usage.timeWait() - usage.reusable())
                .sum();
        return !isTimeWaitDominant() && dominates(held, connections(), usablePorts, limits);
    }

    public boolean isTimeWaitDominant() {
        return dominates(heldByTimeWait(), connections(), usablePorts, limits);
    }

    static boolean dominates(int timeWait, int connections, int usablePorts, TimeWaitLimits limits) {
        return timeWait > limits.ofConnections() * connections && timeWait > limits.ofPorts() * usablePorts;
    }

    /** For a finding: {@code 15000 of 20000 connections that this host opened are in TIME_WAIT, as many as 53.1 % of …}. */
    public String description() {
        return heldByTimeWait() + " of " + connections()
                + " connections that this host opened are in TIME_WAIT, as many as "
                + Numerals.percent((double) heldByTimeWait() / Math.max(1, usablePorts)) + " of its " + usablePorts
                + " usable ports: connections are closed after little use, and each then holds its port for a fixed time,"
                + " whatever tcp_fin_timeout is.";
    }
}
