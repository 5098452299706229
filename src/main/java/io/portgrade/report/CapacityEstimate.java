package io.portgrade.report;

import io.portgrade.capacity.Capacity;
import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.Ceiling;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.TimeWaitReuse;
import io.portgrade.fact.EphemeralPorts;
import io.portgrade.fact.Facts;
import io.portgrade.fact.HostSupply;
import io.portgrade.snapshot.HostSnapshot;
import java.time.Duration;
import java.util.Optional;

/** The ceilings of a host and what its pools make of them, for the report. */
record CapacityEstimate(HostSnapshot snapshot, HostSupply host) {

    /** Empty when the port range is not known. */
    static Optional<Capacity> of(HostSnapshot snapshot, Facts facts) {
        return facts.find(EphemeralPorts.class)
                .flatMap(ports ->
                        facts.find(HostSupply.class).map(host -> new CapacityEstimate(snapshot, host).estimate(ports)));
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
                CapacityModel.of(supply, snapshot.pools()),
                host.assumptions());
    }

    private static double ratePerSecond(PortSupply supply, Duration wait) {
        double rate = new Ceiling(supply.usablePorts(), wait).connectionsPerSecond();
        double parts = rate < 1 ? 1_000 : 10;
        return Math.round(rate * parts) / parts;
    }
}
