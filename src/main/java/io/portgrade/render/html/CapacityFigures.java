package io.portgrade.render.html;

import io.portgrade.capacity.Capacity;

/** The numbers of a host's ports, for a reader. */
record CapacityFigures(
        String usable, String configured, String reserved, String listeners, String rate, String rateWithoutReuse) {

    static CapacityFigures of(Capacity capacity) {
        return new CapacityFigures(
                Figures.grouped(capacity.usablePorts()),
                Figures.grouped(capacity.configuredPorts()),
                Figures.grouped(capacity.reservedPorts()),
                Figures.grouped(capacity.listenerPorts()),
                Figures.grouped(capacity.connectionsPerSecondPerDestination()),
                Figures.grouped(capacity.connectionsPerSecondWithoutReuse()));
    }
}
