package io.portgrade.capacity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * UDP sockets choose their port before they know where they connect to, with {@code IP_BIND_ADDRESS_NO_PORT} or without, so
 * one range is for all destinations. As measured on Linux 6.18, a socket that binds no address finds no port that any other
 * UDP socket of the host has; one that binds an address finds those of sockets at other addresses
 * ({@code udp_lib_get_port} in net/ipv4/udp.c, v6.18).
 */
final class UdpContention implements PortContention {

    private static final int ALL_ALIKE = 1;

    private final double unbound;
    private final Map<String, Double> bound = new HashMap<>();
    private final PortOverlap ofAllAddresses;
    private final double usablePorts;

    UdpContention(List<PortDemand> demands, PortUse use, PortSupply supply) {
        double anywhere = 0;
        for (PortDemand demand : demands) {
            double ports = demand.ports(use, supply, true) + demand.ports(use, supply, false);
            if (demand.source().isEmpty()) {
                anywhere += ports;
            } else {
                bound.merge(demand.source(), ports, Double::sum);
            }
        }
        unbound = anywhere;
        usablePorts = supply.usablePorts();
        ofAllAddresses = PortOverlap.of(bound.values(), usablePorts, ALL_ALIKE);
    }

    @Override
    public Taken of(PortDemand demand) {
        if (demand.source().isEmpty()) {
            return new Taken(
                    unbound,
                    ofAllAddresses,
                    " shared by all UDP sockets of the host",
                    "source addresses that are bound");
        }
        return new Taken(
                unbound + bound.getOrDefault(demand.source(), 0.0),
                PortOverlap.of(List.of(), usablePorts, ALL_ALIKE),
                " shared by all UDP sockets of " + demand.source()
                        + (unbound == 0 ? "" : " and those that bind no address"),
                "");
    }
}
