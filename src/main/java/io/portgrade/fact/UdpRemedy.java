package io.portgrade.fact;

import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.fact.CapacityUse.Kind;
import io.portgrade.finding.Numerals;
import io.portgrade.finding.Remediation;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.PortRange;
import java.util.List;

/**
 * What brings a demand for UDP on Windows to where the policy finds no fault: a wider range of UDP, which no other setting
 * changes, or other pools. Advice, since the range of TCP is the one that plans are made of.
 */
record UdpRemedy(PoolLoad load, PortSupply supply, Bands bands) {

    private static final int LOWEST = 1_025;
    private static final int MOST = PortRange.MAX_PORT + 1 - LOWEST;

    Remediation fix(Kind kind, DestinationCapacity capacity) {
        List<String> ofPools = load.alternatives(supply, bands).find(kind, capacity);
        double wanted =
                Math.ceil(kind.utilisation(capacity) * Math.max(1, supply.usablePorts()) / bands.mildestLimit());
        // An odd number of ports may count one less.
        int ports = (int) Math.min(MOST, 2 * Math.ceil(wanted / 2));
        for (int number : List.of(ports, MOST)) {
            double used = kind.utilisationBy(load.on(with(number)), capacity);
            if (!bands.reachedBy(used)) {
                return Remediation.advise(wider(number, used) + CapacityRemedy.otherwise("Or ", ofPools));
            }
        }
        return Remediation.advise("No range of UDP brings it to " + Numerals.percent(bands.mildestLimit())
                + " or below: each socket has a port to itself." + CapacityRemedy.otherwise("Instead ", ofPools));
    }

    private static String wider(int ports, double used) {
        int start = Math.min(PortRange.MAX_PORT + 1 - ports, 49_152);
        return "Widen the range of UDP, which is set apart from that of TCP: netsh int ipv4 set dynamicport udp start="
                + start + " num=" + ports + ", which leaves " + Numerals.percent(used) + ".";
    }

    private PortSupply with(int ports) {
        return new PortSupply(
                ports - ports % 2,
                supply.timeWait(),
                supply.reuse(),
                supply.reuseDelay(),
                supply.conntrackEntries(),
                supply.openFiles());
    }
}
