package io.portgrade.fact;

import io.portgrade.capacity.CapacityModel;
import io.portgrade.capacity.DestinationLoad;
import io.portgrade.capacity.PortDemand;
import io.portgrade.capacity.PortSupply;
import io.portgrade.capacity.SettledPools;
import io.portgrade.policy.Bands;
import io.portgrade.snapshot.Host;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the pools of a host ask for, and what each supply makes of it: worked out once, however often the host is judged with
 * other settings under one policy. Not safe for use by several threads.
 */
public final class PoolLoad {

    private final List<Pool> pools;
    private final List<String> assumptions;
    private final CapacityModel model;
    private final List<DestinationLoad> destinations;
    private final Map<PortSupply, CapacityModel> models = new HashMap<>();
    private final Map<PortSupply, PoolAlternatives> alternatives = new HashMap<>();
    private final Map<Integer, Long> tracked = new HashMap<>();

    private final Map<Boolean, PoolLoad> apart = new HashMap<>();

    private PoolLoad(List<Pool> pools, List<String> assumptions) {
        this.pools = pools;
        this.assumptions = assumptions;
        this.model = new CapacityModel(PortSupply.NONE, pools);
        this.destinations = DestinationLoad.of(pools);
    }

    public static PoolLoad of(HostSnapshot snapshot) {
        return of(snapshot.pools(), snapshot.host());
    }

    static PoolLoad of(List<Pool> pools, Host host) {
        SettledPools settled = SettledPools.of(pools, host);
        return new PoolLoad(settled.pools(), settled.assumptions());
    }

    /** Which of them share ports, as far as that is assumed. */
    List<String> assumptions() {
        return assumptions;
    }

    /** With the source and the destination that they have in common with those that share their ports. */
    List<Pool> pools() {
        return pools;
    }

    /** That of UDP alone, or that of all but UDP. */
    PoolLoad only(boolean udp) {
        return apart.computeIfAbsent(
                udp,
                other -> new PoolLoad(
                        pools.stream()
                                .filter(pool -> pool.destination().isUdp() == udp)
                                .toList(),
                        assumptions));
    }

    boolean isEmpty() {
        return pools.isEmpty();
    }

    /** Those whose rate is known, sorted by destination. */
    List<DestinationLoad> destinations() {
        return destinations;
    }

    CapacityModel on(PortSupply supply) {
        return models.computeIfAbsent(supply, model::with);
    }

    PoolAlternatives alternatives(PortSupply supply, Bands bands) {
        return alternatives.computeIfAbsent(supply, other -> new PoolAlternatives(on(other), bands));
    }

    /** As {@link PortDemand#conntrackEntries}. */
    long conntrackEntries(int usablePorts) {
        return tracked.computeIfAbsent(usablePorts, ports -> PortDemand.conntrackEntries(pools, ports));
    }
}
