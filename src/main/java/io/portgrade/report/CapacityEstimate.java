package io.portgrade.report;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.Ceiling;
import io.portgrade.capacity.DestinationCapacity;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.fact.AskedCapacity;
import io.portgrade.fact.EphemeralPorts;
import io.portgrade.fact.Facts;
import io.portgrade.fact.HostSupply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ceilings of a host and what its pools make of them, for the report. */
record CapacityEstimate(HostSupply host, List<DestinationCapacity> destinations) {

    /** Empty when the port range is not known. */
    static Optional<Capacity> of(Facts facts) {
        List<DestinationCapacity> destinations =
                facts.find(AskedCapacity.class).map(AskedCapacity::destinations).orElse(List.of());
        return facts.find(EphemeralPorts.class)
                .flatMap(ports -> facts.find(HostSupply.class)
                        .map(host -> new CapacityEstimate(host, destinations).estimate(ports)));
    }

    private Capacity estimate(EphemeralPorts ports) {
        PortSupply supply = host.supply();
        Duration wait =
                supply.reuse() == TimeWaitReuse.ALWAYS ? Ceiling.waitWithReuse(supply.reuseDelay()) : supply.timeWait();
        return new Capacity(
                ports.range().size(),
                ports.reserved(),
                ports.listening(),
                ports.usable(),
                (int) supply.timeWait().toSeconds(),
                supply.reuse(),
                ports.usable(),
                ratePerSecond(supply, wait),
                ratePerSecond(supply, supply.timeWait()),
                destinations,
                host.assumptions());
    }

    private static double ratePerSecond(PortSupply supply, Duration wait) {
        double rate = new Ceiling(supply.usablePorts(), wait).connectionsPerSecond();
        double parts = rate < 1 ? 1_000 : 10;
        return Math.round(rate * parts) / parts;
    }
}
